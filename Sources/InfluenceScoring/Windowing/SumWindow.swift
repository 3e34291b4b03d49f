package import InfluenceModel

/// `sum`: the amount inside the window.
package struct SumWindow: WindowMethod {
    package static let name = "sum"
    package static let edition = 2
    package static let form = MethodForm(.duration)

    package init() {}
    package init(_ given: MethodArguments) {}

    package func text(of what: String, over length: CalendarDuration, isFlow: Bool) -> String {
        "sum of \(length)" + (what.isEmpty ? "" : " of \(what)")
    }

    package func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double) {
        (total / share, 1 / share)
    }
}

extension Window.Kind {
    package static let sum = Self(SumWindow())
}
