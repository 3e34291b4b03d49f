package import InfluenceModel

/// `threshold`: a score, or a tracked indicator in its unit, above or below a level.
package struct Threshold: Condition {
    package static let kind = "threshold"

    package let selection: SeriesSelection
    package let level: Level

    package init(_ selection: SeriesSelection, _ level: Level) {
        self.selection = selection
        self.level = level
    }

    package init?(_ keys: inout RuleKeys) {
        let selection = keys.selection(tracking: [.dyad, .country])
        let scale = keys.model.scale
        let level =
            selection?.unit == nil
            ? keys.level(recovery: { _ in 0.01 * (scale.high - scale.low) }, scale: scale)
            : keys.level(recovery: { 0.01 * $0.magnitude }, scale: nil)
        guard let selection, let level else { return nil }
        self.init(selection, level)
    }

    package func subjects(in model: Model) -> [AlertSubject] { selection.subjects(in: model) }
    package var parameters: [String] { level.parameters }
    package var text: String { "\(selection.text) \(level.text(in: selection.unit))" }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        "\(subject.series) is \(level.side.rawValue) \(Figure.text(level.level, in: selection.unit))"
    }

    package func figure(_ value: Double) -> String {
        Figure.text(value, in: selection.unit, apartFrom: [level.level])
    }

    package func unit(of subject: AlertSubject) -> String { selection.unit ?? "points" }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        selection.reading(of: subject, in: source) { level.verdict(of: $0) }
    }

    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? {
        guard let node = subject.node, let country = subject.country, let power = subject.power ?? source.powers.first
        else { return nil }
        return source.exchange(of: [power], node, country, beyond: limit)
    }

    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        guard let node = subject.node, let country = subject.country, let power = subject.power ?? source.powers.first
        else { return nil }
        var causes = BreakCauses(country)
        let effect = causes.take(source.broken(node, power, country, since: nil), power)
        return causes.reading { effect.map { level.verdict(of: value - $0) } }
    }
}
