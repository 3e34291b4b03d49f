internal import InfluenceFiles
internal import InfluenceText

/// How two bounds are written, either of which may be `none`: `[0, 100]`, `[0, none]`, `[none, 5]`.
enum BoundsForm {
    /// - Parameters:
    ///   - what: names the key in messages: `'range'`.
    ///   - example: of two bounds.
    /// - Returns: `nil` where something was reported.
    static func read(
        _ node: YAMLNode,
        of what: String,
        _ kind: ScalarKind<Double> = .number,
        example: String,
        _ collector: DiagnosticCollector
    ) -> (low: Double?, high: Double?)? {
        guard let list = collector.list(node, of: what, example: example) else { return nil }
        guard list.value.count == 2 else {
            collector.report(
                at: list.position,
                "\(what) takes two bounds, the lower one first, of which one may be none: \(example), [0, none]"
            )
            return nil
        }
        let bounds = list.value.map { collector.scalar($0, kind.orNone, of: "an element of \(what)") }
        guard let low = bounds[0], let high = bounds[1] else { return nil }
        if low.value == nil, high.value == nil {
            collector.report(at: list.position, "\(what) without a bound says nothing; leave it out")
            return nil
        }
        if let least = low.value, let greatest = high.value, least >= greatest {
            collector.report(
                at: high.position,
                "\(what): the upper bound, \(DecimalText.shortest(greatest)), must be above the lower one, "
                    + DecimalText.shortest(least)
            )
            return nil
        }
        return (low.value, high.value)
    }
}

extension ScalarKind where Value == Double {
    fileprivate var orNone: ScalarKind<Double?> {
        ScalarKind<Double?> { text in
            if text == "none" { return .success(nil) }
            return read(text).map { $0 }.mapError { ScalarProblem("\($0.message), or 'none' where there is no bound") }
        }
    }
}
