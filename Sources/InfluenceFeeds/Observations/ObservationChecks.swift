package import InfluenceModel

/// What observations must satisfy to belong to a model.
package struct ObservationChecks: Sendable {
    private let indicators: [NodeID: IndicatorRule]
    private let indicatorNames: [String]
    private let countries: Set<CountryID>
    private let countryNames: [String]

    package init(model: Model) {
        var indicators: [NodeID: IndicatorRule] = [:]
        var names: [String] = []
        for indicator in model.indicators + model.tracked {
            names.append(indicator.id.text)
            indicators[indicator.id] = IndicatorRule(indicator)
        }
        self.indicators = indicators
        indicatorNames = names
        countries = Set(model.countries.map(\.id))
        countryNames = model.countries.map(\.id.text)
    }

    /// What is wrong with an observation, by the name of the column it would stand in; empty if nothing is.
    package func problems(of observation: Observation) -> [(field: String, reason: String)] {
        var problems: [(field: String, reason: String)] = []
        if let country = observation.series.country, let reason = problem(ofCountry: country) {
            problems.append((ObservationColumn.country.rawValue, reason))
        }
        switch rule(for: observation.series.indicator) {
        case .failure(let problem): problems.append((ObservationColumn.indicator.rawValue, problem.reason))
        case .success(let rule):
            rule.check(observation.series, value: observation.value, unit: observation.unit) { column, reason in
                problems.append((column.rawValue, reason))
            }
        }
        return problems
    }

    func rule(for id: NodeID) -> Result<IndicatorRule, CheckProblem> {
        guard let rule = indicators[id] else {
            let hint = NearestName.hint(for: id.text, among: indicatorNames)
            return .failure(CheckProblem(reason: "unknown indicator '\(id)'\(hint)"))
        }
        if let inputs = rule.derivedFrom {
            let names = NearestName.list(inputs.map(\.text))
            return .failure(CheckProblem(reason: "'\(id)' is computed and takes no observations; import \(names)"))
        }
        return .success(rule)
    }

    /// `WLD` is always known: it is where a model of the whole world keeps its observations.
    func problem(ofCountry id: CountryID) -> String? {
        if countries.contains(id) || id.text == PowerID.world.text { return nil }
        return "the model has no country '\(id)'" + NearestName.hint(for: id.text, among: countryNames)
    }
}

struct CheckProblem: Error {
    let reason: String
}

/// What one indicator asks of its observations. A reference, because every row of a file looks at one.
final class IndicatorRule: Sendable {
    let id: NodeID
    let subject: Subject
    let unit: String
    /// The levels of an ordinal indicator.
    let levels: [OrdinalLevel]?
    /// The indicators it is computed from, if it has no observations of its own.
    let derivedFrom: [NodeID]?

    init(_ indicator: Indicator) {
        id = indicator.id
        subject = indicator.subject
        unit = indicator.unit
        levels = indicator.levels
        derivedFrom = indicator.inputs == [indicator.id] ? nil : indicator.inputs
    }

    func check(_ series: SeriesKey, value: Double?, unit: String, report: (ObservationColumn, String) -> Void) {
        checkSubject(series, report)
        if !unit.isEmpty, !self.unit.isEmpty, unit != self.unit {
            report(.unit, "'\(unit)', but the model has '\(id)' in '\(self.unit)'; convert the value")
        }
        if let levels, let value, !levels.contains(where: { $0.level == value }) {
            let known = levels.map { "\(DecimalText.shortest($0.level)) (\($0.label))" }
            report(.value, "'\(id)' has no level \(DecimalText.shortest(value)); known: \(NearestName.list(known))")
        }
    }

    private func checkSubject(_ series: SeriesKey, _ report: (ObservationColumn, String) -> Void) {
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
