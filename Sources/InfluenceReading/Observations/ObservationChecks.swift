package import InfluenceModel
import InfluenceText

/// What observations must satisfy to belong to a model, and what about them is to be looked at.
package struct ObservationChecks: Sendable {
    /// The years in which periods may lie. Nothing of what is measured has figures from before, and a year after is a
    /// typing error.
    package static let years = 1800...2100

    /// No release is later, and no period that ends on it or later has ended; `nil`: not checked.
    let today: Day?
    private let indicators: [NodeID: IndicatorRule]
    private let indicatorNames: [String]
    private let countries: KnownAreas
    private let powers: KnownAreas

    /// - Parameter today: the latest day that it is anywhere.
    package init(model: Model, today: Day? = nil) {
        self.today = today
        var indicators: [NodeID: IndicatorRule] = [:]
        var names: [String] = []
        for indicator in model.indicators + model.tracked {
            names.append(indicator.id.text)
            indicators[indicator.id] = IndicatorRule(indicator, reporters: model.reporters(reading: indicator))
        }
        self.indicators = indicators
        indicatorNames = names
        let countries = model.countries.map { KnownAreas.Area(id: $0.id.text, name: $0.name) }
        self.countries = KnownAreas(countries)
        powers = KnownAreas(model.powers.map { KnownAreas.Area(id: $0.id.text, name: $0.name) } + countries)
    }

    /// What is wrong with an observation, by the name of the column it would stand in; empty if nothing is.
    package func problems(of observation: Observation) -> [(field: String, reason: String)] {
        var problems: [(field: String, reason: String)] = []
        if let country = observation.series.country, !knows(country: country) {
            problems.append((ObservationColumn.country.rawValue, problem(ofCountry: country)))
        }
        guard let rule = rule(for: observation.series.indicator) else {
            let reason = problem(ofIndicator: observation.series.indicator)
            return problems + [(ObservationColumn.indicator.rawValue, reason)]
        }
        rule.check(observation.series, value: observation.value, unit: observation.unit) { column, reason in
            problems.append((column.rawValue, reason()))
        }
        return problems
    }

    /// `nil` where the indicator is unknown, or takes no observations.
    func rule(for id: NodeID) -> IndicatorRule? {
        indicators[id].flatMap { $0.derivedFrom == nil ? $0 : nil }
    }

    /// Of one that has no ``rule(for:)``.
    func problem(ofIndicator id: NodeID) -> String {
        guard let inputs = indicators[id]?.derivedFrom else {
            return "unknown indicator '\(id)'\(NearestName.hint(for: id.text, among: indicatorNames))"
        }
        return "'\(id)' is computed and takes no observations; import \(NearestName.list(inputs.map(\.text)))"
    }

    /// `WLD` is always known: it is where a model of the whole world keeps its observations.
    func knows(country id: CountryID) -> Bool {
        countries.contains(id.text) || id.text == PowerID.world.text
    }

    /// Of one that is not known.
    func problem(ofCountry id: CountryID) -> String {
        "the model has no country '\(id)'" + countries.hint(for: id.text)
    }

    /// Whether nothing is to be looked at in a power, partner or pair.
    func knows(power id: PowerID) -> Bool {
        id.text.split(separator: "+").allSatisfy { knows(partner: String($0)) }
    }

    private func knows(partner code: String) -> Bool {
        powers.contains(code) || code == PowerID.world.text || AreaCodes.isCountry(code)
    }

    /// The country that a text which is no id was meant for.
    func countryMeant(by text: String) -> String? { countries.meant(by: text) }

    /// The power that a text which is no id was meant for.
    func powerMeant(by text: String) -> String? { powers.meant(by: text) }

    /// What is to be looked at in a power, partner or pair.
    func concern(ofPower id: PowerID) -> ImportConcern? {
        id.text.split(separator: "+").lazy.compactMap { concern(ofPartner: String($0)) }.first
    }

    private func concern(ofPartner code: String) -> ImportConcern? {
        if knows(partner: code) { return nil }
        // A group is like none of the powers, however alike their names are.
        let meant = AreaCodes.isGroup(code) ? AreaCodes.meant(by: code) : powers.meant(by: code)
        if AreaCodes.isAggregate(code) || meant == PowerID.world.text {
            let way = meant.map { "write '\($0)'" } ?? "leave it out"
            return ImportConcern(
                .aggregate,
                "'\(code)' stands for several partners together, and counts in nothing; \(way)"
            )
        }
        if let state = AreaCodes.formerState(code) {
            return ImportConcern(.area, "'\(code)' is \(state); the model has no such power")
        }
        let suggestion = meant.map { NearestName.question("'\($0)'") } ?? ""
        // Of one that is only alike it is not known whose it is.
        let double = powers.same(as: code) == nil ? "" : " Beside it the same partner counts twice"
        return ImportConcern(
            .area,
            "'\(code)' is no power of the model and no code of ISO 3166-1 alpha-3\(suggestion)\(double)"
        )
    }
}

struct CheckProblem: Error {
    let reason: String
    /// Whether the reason was made for one text, by looking at others.
    var isWorkedOut = false

    /// One of more than there is said about.
    static let untold = CheckProblem(reason: RejectedRow.untold)
}

/// A cause of warnings.
struct ImportConcern: Sendable {
    let kind: ImportWarning.Kind
    let message: String

    init(_ kind: ImportWarning.Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    /// For one of more than are told apart: more than are kept in any case.
    static func more(_ kind: ImportWarning.Kind) -> ImportConcern {
        ImportConcern(kind, "more of the same, which are not told apart")
    }
}

extension Model {
    /// Whose observations of an indicator have an effect; `nil`: everybody's.
    ///
    /// Of an indicator that others add up or divide by those count, whatever its own list says: being tracked beside
    /// that, it shows every reporter and scores none.
    fileprivate func reporters(reading observed: Indicator) -> Reporters? {
        let isInTree = indicators.contains { $0.id == observed.id }
        var readers: [Reporters?] = []
        for reader in indicators + tracked {
            if reader.inputs.contains(observed.id), reader.id != observed.id || isInTree {
                readers.append(reader.reporters)
            }
            if reader.denominator == observed.id { readers.append(observed.reporters) }
        }
        if readers.isEmpty { readers.append(observed.reporters) }
        var lists: [Reporters] = []
        for list in readers {
            guard let list else { return nil }
            lists.append(list)
        }
        func together(_ country: CountryID?) -> [String] {
            var names: [String] = []
            for list in lists { names += list[country].filter { !names.contains($0) } }
            return names
        }
        let countries = Set(lists.flatMap(\.byCountry.keys))
        return Reporters(
            together(nil),
            byCountry: Dictionary(uniqueKeysWithValues: countries.map { ($0, together($0)) })
        )
    }
}

extension Indicator {
    /// Whether its observations are per cents, however its unit writes that.
    package var isInPerCent: Bool { IndicatorRule.plain(unit) == "percent" }
}
