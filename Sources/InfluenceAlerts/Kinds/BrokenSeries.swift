package import InfluenceModel
import InfluenceFiles

/// `break`: the newest figures of an indicator cannot be compared with those of a span before, because the series broke
/// between them: another reporter, status B, another source.
///
/// Counted by the data and not by the calendar, since figures come late: it is met until the series has gone on beyond the
/// break for as long as `within`. A table that changes its source breaks for all powers at once, so there is one alert a
/// country and indicator unless the rule names powers.
package struct BrokenSeries: Condition {
    package static let kind = "break"
    /// What broke long ago is no news.
    package static let startup = AlertTiming.Startup.arm

    package let indicators: [NodeID]
    package let countries: [CountryID]
    /// An alert each; `nil`: one for all of them.
    package let powers: [PowerID]?
    /// Before the end of the newest reference period. Whole days.
    package let within: CalendarDuration

    package init?(_ keys: inout RuleKeys) {
        let countries = keys.countries()
        let isPowers = keys.reader.has("power")
        let powers = keys.selected("power", keys.powers)
        func known(_ indicators: [Indicator]) -> [String] {
            indicators.filter { $0.subject == .dyad || $0.subject == .country }.map(\.id.text)
        }
        let indicators = keys.selected(
            "indicator",
            known(keys.model.indicators),
            beside: known(keys.model.tracked),
            isRequired: true
        )
        let within = keys.reader.optional("within", .daysDuration)
        if keys.reader.has("within"), within == nil { return nil }
        guard let countries, let powers, let indicators else { return nil }
        self.indicators = indicators.map { NodeID($0) }
        self.countries = countries
        self.powers = isPowers ? powers.map { PowerID($0) } : nil
        self.within = within?.value ?? .months(12)
    }

    package func subjects(in model: Model) -> [AlertSubject] {
        let chosen = powers.map { powers in model.powers.map(\.id).filter(powers.contains) }
        return model.product(countries, indicators) { country, node in
            guard let chosen, model.indicator(node)?.subject == .dyad else {
                return [AlertSubject(country: country, node: node)]
            }
            return chosen.map { AlertSubject(country: country, power: $0, node: node) }
        }
    }

    package var parameters: [String] { ["\(within)"] }

    package var text: String {
        let whose = powers.map { "\(names($0)) on " } ?? ""
        return
            "the series \(whose)\(names(indicators)) in \(names(countries)) breaks within the last \(within.words) of its "
            + "figures"
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        "the series \(subject.series) broke within the last \(within.words) of its figures"
    }

    /// How many powers' series broke.
    package func figure(_ value: Double) -> String {
        value == 0 ? "no break" : Figure.counted(value, "series", "series")
    }

    package func unit(of subject: AlertSubject) -> String { "series" }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let node = subject.node, let country = subject.country else {
            return Reading(value: nil, period: source.period)
        }
        var value: Reading.Value?
        var found: [SeriesBreak] = []
        for power in subject.power.map({ [$0] }) ?? source.powers {
            guard source.score(node, power, country, source.period)?.value != nil,
                let newest = source.dataPeriod(node, power, country)
            else { continue }
            var seen = value ?? Reading.Value(value: 0, verdict: .left)
            if seen.dataPeriod.map({ $0.end < newest.end }) ?? true { seen.dataPeriod = newest }
            // Before the grid begins there is nothing to compare with.
            if let earlier = source.period(containing: newest.end.subtracting(within)) {
                let breaks = source.breaks(node, power, country, since: earlier)
                found += breaks.filter { !found.contains($0) }
                if !breaks.isEmpty {
                    seen.value += 1
                    seen.verdict = .met
                }
            }
            value = seen
        }
        if !found.isEmpty { value?.detail = found.prefix(3).map(\.description).joined(separator: "; ") }
        return Reading(value: value, period: source.period)
    }

    package func isAlike(_ subject: AlertSubject, in models: ModelComparison) -> Bool {
        (subject.power != nil || models.haveSamePowers) && subject.node.map(models.isAlike) ?? true
    }

    package func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? { nil }

    package func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus] { [] }
}
