import InfluenceModel
import InfluenceText

/// What one indicator asks of its observations. A reference, because every row of a file looks at one.
final class IndicatorRule: Sendable {
    let id: NodeID
    let subject: Subject
    let unit: String
    /// The levels of an ordinal indicator.
    let levels: [OrdinalLevel]?
    /// The indicators it is computed from, if it has no observations of its own.
    let derivedFrom: [NodeID]?
    let plausibility: Plausibility
    let isFlow: Bool
    /// Whose observations are read; `nil`: everybody's.
    private let reporters: Reporters?

    init(_ indicator: Indicator, reporters: Reporters?) {
        id = indicator.id
        subject = indicator.subject
        unit = indicator.unit
        levels = indicator.levels
        derivedFrom = indicator.inputs == [indicator.id] ? nil : indicator.inputs
        plausibility = indicator.plausibility
        isFlow = indicator.isFlow
        self.reporters = reporters
    }

    var readsEverybody: Bool { reporters == nil }

    /// What is to be looked at in a reporter, empty where there is none, of something observed in a country.
    func concern(ofReporter reporter: String, in country: CountryID?) -> ImportConcern? {
        guard let reporters = reporters?[country], !reporters.contains(reporter) else { return nil }
        let isByCountry = self.reporters?.byCountry.isEmpty == false
        let place = isByCountry ? country.map { " in \($0)" } ?? "" : ""
        let known = reporters.isEmpty ? "nobody" : NearestName.list(reporters, limit: 12)
        guard !reporter.isEmpty else {
            return ImportConcern(
                .reporter,
                "no reporter, and '\(id)' is read from \(known) alone\(place): the rows have no effect"
            )
        }
        let bare = String(reporter.drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
        let blank = bare == reporter ? "" : " (with a blank at its end)"
        let meant = NearestName.find(bare, among: reporters).map { NearestName.question("'\($0)'") } ?? ";"
        return ImportConcern(
            .reporter,
            "'\(id)' is not read from '\(reporter)'\(blank): the rows have no effect\(meant) it is read from \(known)\(place)"
        )
    }

    /// What is to be looked at where a country is its own partner: `WLD` of the world's total is none.
    func concern(ofPartner power: PowerID?, in country: CountryID?) -> ImportConcern? {
        guard subject == .dyad, levels == nil, let power, let country, power.text == country.text, power != .world
        else { return nil }
        return ImportConcern(
            .aggregate,
            "'\(id)' of \(country) has \(country) itself as a partner, which it is not: the rows count in no concentration; "
                + "leave them out"
        )
    }

    /// Whether a reporter, empty where there is none, has an effect.
    func reads(_ reporter: String, in country: CountryID?) -> Bool {
        reporters.map { $0[country].contains(reporter) } ?? true
    }

    /// What is wrong: a sentence is made where it is asked for.
    typealias Report = (ObservationColumn, @autoclosure () -> String) -> Void

    func check(_ series: SeriesKey, value: Double?, unit: String, report: Report) {
        checkSubject(series, report)
        if !unit.isEmpty, !self.unit.isEmpty, unit != self.unit {
            report(
                .unit,
                "'\(unit)', but the model has '\(id)' in '\(self.unit)'; "
                    + (Self.isSameUnit(unit, self.unit) ? "write it so" : "convert the value")
            )
        }
        // Without a value there is nothing that a unit could be of.
        if unit.isEmpty, !self.unit.isEmpty, value != nil {
            report(.unit, "is empty; the model has '\(id)' in '\(self.unit)': write the unit that the value is in")
        }
        if let value, !plausibility.allows(value), let range = plausibility.range {
            report(.value, "\(DecimalText.shortest(value)) is outside the range of '\(id)', \(range)")
        }
        if let levels, let value, !levels.contains(where: { $0.level == value }) {
            func known() -> String {
                NearestName.list(levels.map { "\(DecimalText.shortest($0.level)) (\($0.label))" })
            }
            report(.value, "'\(id)' has no level \(DecimalText.shortest(value)); known: \(known())")
        }
    }

    /// Whether two units differ in nothing but how they are written.
    private static func isSameUnit(_ one: String, _ other: String) -> Bool { plain(one) == plain(other) }

    static func plain(_ unit: String) -> String {
        let letters = unit.lowercased().filter { !$0.isWhitespace && $0 != "_" && $0 != "." }
        return ["%", "pct", "pc"].contains(letters) ? "percent" : letters
    }

    private func checkSubject(_ series: SeriesKey, _ report: Report) {
        let isPair = series.power.map { $0.text.utf8.contains(UInt8(ascii: "+")) } ?? false
        switch subject {
        case .dyad, .power:
            if series.power == nil { report(.power, "'\(id)' is about a power; name it") }
            if isPair { report(.power, "'\(id)' is about one power, not about a pair") }
        case .pair:
            if !isPair {
                report(.power, "'\(id)' is about two powers; write them in alphabetical order, such as CHN+RUS")
            }
        case .country:
            if series.power != nil { report(.power, "'\(id)' is about a country alone; leave the power empty") }
        }
        switch subject {
        case .dyad, .country:
            if series.country == nil { report(.country, "'\(id)' is about a country; name it") }
        case .power:
            if series.country != nil { report(.country, "'\(id)' is about a power alone; leave the country empty") }
        // Two powers with regard to one country, or to each other.
        case .pair: break
        }
    }
}
