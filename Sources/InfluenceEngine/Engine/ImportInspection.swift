package import InfluenceReading
package import InfluenceModel
import InfluenceStore
import InfluenceText

/// Looks at an import as a careful colleague would: what is told of it on the way becomes warnings, with the lines of the
/// file.
package final class ImportInspection: ImportReview {
    /// So far.
    package private(set) var warnings: ImportWarnings
    package let compared: Set<NodeID>
    package let totalled: Set<NodeID>
    package let percentages: Set<NodeID>
    package let members: [PowerID: PowerID]

    private let observations: ObservationTable
    private let lines: [Int]
    private let rules: [NodeID: Rule]
    /// Neighbours mostly share their indicator: comparing is cheaper than hashing.
    private var lastRule: (id: NodeID, rule: Rule?)?

    private typealias Rule = (plausibility: Plausibility, isFlow: Bool)

    package init(_ outcome: ReadOutcome, model: Model) {
        warnings = outcome.warnings
        observations = outcome.observations
        lines = outcome.lines
        let indicators = model.indicators + model.tracked
        rules = Dictionary(indicators.map { ($0.id, ($0.plausibility, $0.isFlow)) }) { first, _ in first }
        compared = Set(indicators.filter { $0.plausibility.jump != nil }.map(\.id))
        percentages = Set(indicators.filter { $0.levels == nil && $0.isInPerCent }.map(\.id))
        totalled = Set(indicators.filter(\.hasTotal).map(\.id))
        let within = model.powers.compactMap { power in power.within.map { (power.id, $0) } }
        members = AreaUnions.members.merging(within) { _, own in own }
    }

    /// Causes, not rows: one odd table is one thing to look at.
    package var warningCount: Int { warnings.groups.count }

    package func compare(_ index: Int, with last: Double, of period: Period) {
        // Most are no jumps: an observation is not taken out, which makes its texts anew, before it is one.
        guard let value = observations.value(index), let rule = rule(for: observations.series(index).indicator) else {
            return
        }
        let own = observations.period(index)
        // Of a flow so much a year: a month has a twelfth of it, and that is no jump.
        func level(_ value: Double, _ period: Period) -> Double {
            rule.isFlow && period.lengthInMonths != 12 ? value * 12 / period.lengthInMonths : value
        }
        let levels = (before: level(last, period), now: level(value, own))
        guard rule.plausibility.isJump(from: levels.before, to: levels.now) else { return }
        let observation = observations[index]
        let id = observation.series.indicator
        let now = DecimalText.shortest(value)
        let before = DecimalText.shortest(last)
        let yearly =
            rule.isFlow && own.lengthInMonths != period.lengthInMonths
            ? " (\(DecimalText.short(levels.now, places: 2)) after \(DecimalText.short(levels.before, places: 2)) a year)"
            : ""
        warnings.add(
            .jump,
            id.text,
            line: line(index),
            message: "'\(id)' jumps, such as \(name(of: observation)): \(now) after \(before)"
                + (period == own ? "" : " in \(period)") + yearly
        )
    }

    private func rule(for id: NodeID) -> Rule? {
        if let lastRule, lastRule.id == id { return lastRule.rule }
        let rule = rules[id]
        lastRule = (id, rule)
        return rule
    }

    package func fractions(_ index: Int, count: Int) {
        let observation = observations[index]
        let id = observation.series.indicator
        warnings.add(
            .fraction,
            id.text,
            line: line(index),
            count: count,
            message:
                "'\(id)' is in per cent, and no value lies beyond 1, such as \(name(of: observation)): "
                + "\(DecimalText.shortest(observation.value ?? 0)); if these are parts of one, write them times 100"
        )
    }

    package func superseded(_ index: Int, by released: Day?) {
        let observation = observations[index]
        let other = released.map { ", released \($0)," } ?? ""
        warnings.add(
            .edition,
            observation.series.indicator.text,
            line: line(index),
            message: "an older edition, such as \(name(of: observation))"
                + (observation.released.map { ", released \($0)" } ?? "")
                + ": a later one\(other) is in force, and this one does not count"
        )
    }

    package func contradicted(_ index: Int, by feed: String) {
        warnings.add(
            .conflict,
            feed,
            line: line(index),
            message:
                "\(feed) says something else, such as of \(name(of: observations[index])); of the two feeds the one "
                + "counts that stands first in the configuration"
        )
    }

    package func vanished(_ series: SeriesKey, _ period: Period) {
        warnings.add(
            .vanished,
            series.indicator.text,
            message:
                "rows that the feed brought before and brings no more, such as \(series.words) \(period); they stay "
                + "in force"
        )
    }

    package func exceeded(_ table: SeriesKey, _ period: Period, sum: Double, total: Double) {
        let reporter = table.reporter.isEmpty ? "" : " by \(table.reporter)"
        warnings.add(
            .partners,
            [table.indicator.text, table.country?.text ?? "", table.reporter].joined(separator: " "),
            message:
                "the partners of '\(table.indicator)' in \(table.country?.text ?? "-")\(reporter) add up to more than "
                + "their total, such as in \(period): \(DecimalText.shortest(sum)) of \(DecimalText.shortest(total))"
        )
    }

    private func line(_ index: Int) -> Int? {
        lines.indices.contains(index) ? lines[index] : nil
    }

    private func name(of observation: Observation) -> String {
        "\(observation.series.words) \(observation.period)"
    }
}

extension SeriesKey {
    /// `trade_turnover CHN KAZ COW`
    var words: String {
        [indicator.text, power?.text ?? "", country?.text ?? "", reporter].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Indicator {
    /// Whether the values of all partners can be added up: levels cannot.
    fileprivate var hasTotal: Bool {
        levels == nil && subject == .dyad
    }
}
