internal import InfluenceFiles
internal import InfluenceModel

/// The keys `range: [l, u]`, either of which may be `none`, and `jump: factor`.
enum PlausibilityForm {
    /// - Parameter isComputed: from other indicators: there are no observations of its own to look at.
    static func read(_ reader: inout MappingReader, isComputed: Bool) -> Plausibility {
        let collector = reader.collector
        let range = reader.node("range")
        let jump = reader.optional("jump", .factor.or("none"))
        for (key, position) in [("range", reader.position(of: "range")), ("jump", reader.position(of: "jump"))] {
            guard isComputed, let position else { continue }
            collector.report(at: position, "'\(key)' looks at observations; write it at the 'inputs' themselves")
        }
        var bounds: (low: Double?, high: Double?) = (nil, nil)
        if let range { bounds = self.bounds(range, collector) ?? bounds }
        return Plausibility(low: bounds.low, high: bounds.high, jump: jump?.value)
    }

    private static func bounds(
        _ range: Located<[YAMLNode]>,
        _ collector: DiagnosticCollector
    ) -> (low: Double?, high: Double?)? {
        guard range.value.count == 2 else {
            collector.report(at: range.position, "'range' is [lowest, highest], such as [0, 100] or [0, none]")
            return nil
        }
        let bounds = range.value.map { collector.scalar($0, .numberOrNone, of: "an element of 'range'") }
        guard let low = bounds.first ?? nil, let high = bounds.last ?? nil else { return nil }
        if low.value == nil, high.value == nil {
            collector.report(at: range.position, "a 'range' without a bound allows everything; leave the key out")
        }
        if let least = low.value, let greatest = high.value, least >= greatest {
            collector.report(at: high.position, "the highest possible value must be above the lowest")
        }
        return (low.value, high.value)
    }
}

extension ScalarKind where Value == Double? {
    fileprivate static var numberOrNone: Self {
        ScalarKind { text in
            if text == "none" { return .success(nil) }
            return ScalarKind<Double>.number.read(text).map { $0 }
                .mapError { ScalarProblem("\($0.message), or 'none' where there is no bound") }
        }
    }
}

extension ScalarKind where Value == Double {
    fileprivate static var factor: Self {
        ScalarKind { text in
            ScalarKind<Double>.number.read(text).flatMap { number in
                number > 1
                    ? .success(number)
                    : .failure(
                        ScalarProblem("'\(text)' is no factor above 1; write 10 for ten times as much or a tenth")
                    )
            }
        }
    }
}
