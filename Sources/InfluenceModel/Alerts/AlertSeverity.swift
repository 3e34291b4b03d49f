package enum AlertSeverity: String, CaseIterable, Comparable, Sendable {
    case info, warning, critical

    package static func < (left: Self, right: Self) -> Bool {
        let order = allCases
        return (order.firstIndex(of: left) ?? 0) < (order.firstIndex(of: right) ?? 0)
    }
}
