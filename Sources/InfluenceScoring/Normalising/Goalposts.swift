package import InfluenceModel

/// `goalposts`: linear between two fixed points, onto the node scale; truncated at its ends unless the model says otherwise.
///
/// scale.low + (x - low) / (high - low) x (scale.high - scale.low); mirrored scale.high + scale.low - that. Independent of
/// all other cells: adding a power, a country or a value moves no other score. Source: OECD/JRC Handbook (2008), step 5,
/// with fixed ends; UNDP Human Development Reports; COINr `n_goalposts`; `n_scaled` is this on 0...100 without truncation.
package struct Goalposts: NormalisationMethod {
    package static let name = "goalposts"
    package static let isRelative = false
    package static let form = MethodForm(.numbers(["low", "high"]), options: [Truncation.option])

    package var low: Double
    package var high: Double
    package var truncate: Bool

    package func write(into definition: inout DefinitionBytes) {
        definition.field("ends", [low, high])
        definition.field("truncate", truncate, unless: true)
    }

    package var text: String? { "goalposts \(figure(low))..\(figure(high))" + Truncation.text(truncate) }
    package var isUnbounded: Bool { !truncate }
    package func values(on scale: Scale) -> ValueScale { .range(low: scale.low, high: scale.high) }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        let (start, end) = direction == .positive ? (scale.low, scale.high) : (scale.high, scale.low)
        let map = LinearMap(first: low, last: high, start: start, end: end)
        return (.goalposts(low: low, high: high), truncate ? map : map.unbounded)
    }
}

extension Goalposts {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        let ends = try given.range("low", "high", hint: ", and 'direction: -1' says that less is more")
        // The scale over their distance is a slope; a subnormal or infinite one is none.
        guard (ends.high - ends.low).isFinite, (1e6 / (ends.high - ends.low)).isFinite else {
            throw MethodProblem("the goalposts are too far from or too near to each other")
        }
        self.init(low: ends.low, high: ends.high, truncate: Truncation.isGiven(given))
    }
}

extension Normalisation.Method {
    package static func goalposts(low: Double, high: Double, truncate: Bool = true) -> Self {
        Self(Goalposts(low: low, high: high, truncate: truncate))
    }
}

extension Normalisation {
    /// The goalposts, where it is by such.
    package var goalposts: Goalposts? { method.kind as? Goalposts }
}
