package import InfluenceModel

/// The series that a condition watches: every combination that the model has, in the model's order.
package struct SeriesSelection: Hashable, Sendable {
    package var countries: [CountryID]
    package var powers: [PowerID]
    package var nodes: [NodeID]
    /// The unit of tracked indicators, perhaps empty; `nil`: the nodes are those of the tree, and have scores.
    package var unit: String?

    package init(countries: [CountryID], powers: [PowerID], nodes: [NodeID], unit: String? = nil) {
        self.countries = countries
        self.powers = powers
        self.nodes = nodes
        self.unit = unit
    }

    var text: String { "\(names(powers)) on \(names(nodes)) in \(names(countries))" }

    /// A series each; of an indicator about countries alone one a country.
    func subjects(in model: Model) -> [AlertSubject] {
        let chosen = model.powers.map(\.id).filter(Set(powers).contains)
        return model.product(countries, nodes) { country, node in
            if unit != nil, model.indicator(node)?.subject == .country {
                return [AlertSubject(country: country, node: node)]
            }
            return chosen.map { AlertSubject(country: country, power: $0, node: node) }
        }
    }

    /// What an evaluation sees of a figure that is judged by itself.
    func reading(
        of subject: AlertSubject,
        in source: some AlertSource,
        _ verdict: (Double) -> Verdict
    ) -> Reading {
        guard let score = source.score(of: subject, in: source.period), let value = score.value,
            let node = subject.node, let country = subject.country
        else { return Reading(value: nil, period: source.period) }
        let interval = subject.power.flatMap { source.interval(node, $0, country) }
        return Reading(
            value: Reading.Value(
                value: value,
                verdict: verdict(value),
                coverage: score.coverage,
                dataPeriod: source.dataPeriod(node, subject.power, country),
                low: interval?.low,
                high: interval?.high
            ),
            period: source.period
        )
    }
}

extension AlertSubject {
    /// `economic of RUS in KAZ`, `dependency of RUS in KAZ`; of what is about the country alone `gdp in KAZ`.
    var series: String {
        let whose = power.map { $0 == .world ? "" : " of \($0)" } ?? ""
        return name + whose + place
    }

    /// A measure as rules name it: `dependency`, `share on economic`.
    private var name: String {
        guard let node else { return "" }
        guard let (measure, facet) = Measure.parts(of: node) else { return node.text }
        return "\(measure)" + (facet.map { " on \($0)" } ?? "")
    }

    /// ` in KAZ`
    var place: String { country.map { " in \($0)" } ?? "" }
}

extension Figure {
    /// A value of a tracked indicator, or a score, which has no unit.
    static func text(_ value: Double, in unit: String?, apartFrom levels: [Double] = []) -> String {
        text(value, apartFrom: levels) + (unit.map { $0.isEmpty ? "" : " " + $0 } ?? "")
    }

    /// A difference of two of them.
    static func difference(_ value: Double, in unit: String?, apartFrom levels: [Double] = []) -> String {
        signed(value, apartFrom: levels) + extent(in: unit)
    }

    /// The unit of a difference, with a blank before it.
    static func extent(in unit: String?) -> String {
        unit.map { $0.isEmpty ? "" : " " + ($0 == "percent" ? "percentage points" : $0) } ?? " points"
    }
}

extension Model {
    func product(
        _ countries: [CountryID],
        _ nodes: [NodeID],
        _ subjects: (CountryID, NodeID) -> [AlertSubject]
    ) -> [AlertSubject] {
        let places = self.countries.map(\.id).filter(Set(countries).contains)
        // Nodes of the tree, then tracked indicators.
        let watched = (self.nodes.map(\.id) + tracked.map(\.id)).filter(Set(nodes).contains)
        return places.flatMap { country in watched.flatMap { subjects(country, $0) } }
    }
}
