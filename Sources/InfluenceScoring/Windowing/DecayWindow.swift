package import InfluenceModel

/// `decay`: the integral of the rate x 2^(-age / half-life); of what is no flow, the mean of the level with these weights.
package struct DecayWindow: WindowMethod {
    package static let name = "decay"
    package static let edition = 3
    package static let form = MethodForm(
        .duration,
        options: [.init("half_life", .duration, isRequired: true)],
        example: "{decay: P10Y, half_life: P3Y}"
    )

    package let halfLife: CalendarDuration
    /// The same in months.
    private let months: Double

    package init(halfLife: CalendarDuration) {
        self.halfLife = halfLife
        months = halfLife.lengthInMonths
    }

    package init(_ given: MethodArguments) throws(MethodProblem) {
        guard let halfLife = given.durations["half_life"] else {
            throw MethodProblem("'half_life' says how fast the past counts less")
        }
        self.init(halfLife: halfLife)
    }

    package func write(into definition: inout DefinitionBytes) {
        definition.field("half_life", halfLife)
    }

    package func text(of what: String, over length: CalendarDuration, isFlow: Bool) -> String {
        "\(isFlow ? "sum" : "mean") of \(length), half-life \(halfLife)" + (what.isEmpty ? "" : ", of \(what)")
    }

    package func weight(from: Double, to: Double) -> Double {
        months / 0.693147180559945309 * (Elementary.exp2(to / months) - Elementary.exp2(from / months))
    }

    package func isMean(of nature: RowNature) -> Bool { nature == .level }

    package func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double) {
        nature == .level ? (total / known, 1 / known) : (total / share, 1 / share)
    }
}

extension Window.Kind {
    package static func decay(halfLife: CalendarDuration) -> Self { Self(DecayWindow(halfLife: halfLife)) }
}
