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
        if let range {
            bounds = BoundsForm.read(range, of: "'range'", example: "[0, 100]", collector) ?? bounds
        }
        return Plausibility(low: bounds.low, high: bounds.high, jump: jump?.value)
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
