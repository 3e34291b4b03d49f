package import InfluenceModel
import InfluenceModelFiles

/// `break`: the newest figure of an indicator cannot be compared with that of a span before, because its series broke
/// between them: another reporter, status B, another source.
///
/// Counted by the data and not by the calendar, since figures come late: it is met until the series has gone on beyond the
/// break for as long as `within`.
package struct BrokenSeries: Condition {
    package static let kind = "break"
    /// What broke long ago is no news.
    package static let startup = AlertTiming.Startup.arm

    package let selection: SeriesSelection
    /// Before the end of the newest reference period. Whole days.
    package let within: CalendarDuration

    package init(_ selection: SeriesSelection, within: CalendarDuration) {
        self.selection = selection
        self.within = within
    }

    package init?(_ keys: inout RuleKeys) {
        let model = keys.model
        let countries = keys.countries()
        let powers = keys.selected("power", keys.powers)
        let own = { (indicator: Indicator) in indicator.subject == .dyad || indicator.subject == .country }
        let indicators = keys.selected(
            "indicator",
            model.indicators.filter(own).map(\.id.text),
            beside: model.tracked.filter(own).map(\.id.text),
            isRequired: true
        )
        let within = keys.reader.optional("within", .daysDuration)
        if keys.reader.has("within"), within == nil { return nil }
        guard let countries, let powers, let indicators else { return nil }
        self.init(
            SeriesSelection(
                countries: countries,
                powers: powers.map { PowerID($0) },
                nodes: indicators.map { NodeID($0) },
                // By which an indicator about countries alone is one series a country.
                unit: ""
            ),
            within: within?.value ?? .months(12)
        )
    }

    package func subjects(in model: Model) -> [AlertSubject] { selection.subjects(in: model) }
    package var parameters: [String] { ["\(within)"] }
    package var text: String { "\(selection.text) breaks within the last \(within.words) of its figures" }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        "the series \(subject.series) has broken: its newest figure is not comparable with that of \(within.words) before"
    }

    package func figure(_ value: Double) -> String { value == 0 ? "no break" : Figure.counted(value, "break") }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let node = subject.node, let country = subject.country, let power = subject.power ?? source.powers.first,
            source.score(of: subject, in: source.period)?.value != nil,
            let newest = source.dataPeriod(node, subject.power, country)
        else { return Reading(value: nil, period: source.period) }
        var value = Reading.Value(value: 0, verdict: .left, dataPeriod: newest)
        // Before the grid begins there is nothing to compare with.
        if let earlier = source.period(containing: newest.end.subtracting(within)),
            let broken = source.broken(node, power, country, since: earlier)
        {
            value.value = Double(broken.breaks.count)
            value.verdict = .met
            value.detail = broken.breaks.prefix(3).map(\.description).joined(separator: "; ")
        }
        return Reading(value: value, period: source.period)
    }
}
