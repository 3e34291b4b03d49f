package import InfluenceModel

extension Rule {
    /// What the rule watches under a model: a subject an alert, in the model's order, each once. What the model does not
    /// have is left out.
    package func subjects(in model: Model) -> [AlertSubject] {
        switch condition {
        case .threshold(let selection, _), .change(let selection, _), .rank(let selection, _):
            let powers = model.powers.map(\.id).filter(Set(selection.powers).contains)
            return product(model.countries(selection.countries), model.nodes(selection.nodes)) { country, node in
                powers.map { AlertSubject(country: country, power: $0, node: node) }
            }
        case .measure(let selection, _):
            let wanted = Set(selection.powers)
            let nodes = model.measureNodes.filter(Set(selection.nodes).contains)
            return product(model.countries(selection.countries), nodes) { country, node in
                (Measure.read(node).map { model.powers(of: $0.measure.subject) } ?? []).filter(wanted.contains)
                    .map { AlertSubject(country: country, power: $0, node: node) }
            }
        case .overtake(let overtake):
            let pairs = model.pairs(overtake.by, overtake.of)
            return product(model.countries(overtake.countries), model.nodes(overtake.nodes)) { country, node in
                pairs.map { AlertSubject(country: country, power: $0.first, counterpart: $0.second, node: node) }
            }
        case .probability(let probability):
            return product(model.countries(probability.countries), model.nodes(probability.nodes)) { country, node in
                switch probability.event {
                case .exceeds(let by, let of):
                    [AlertSubject(country: country, power: by, counterpart: of, node: node)]
                case .beyond(let powers, _, _):
                    model.powers.map(\.id).filter(powers.contains)
                        .map { AlertSubject(country: country, power: $0, node: node) }
                }
            }
        case .stale(.indicators(let indicators, let countries, _)):
            return product(model.countries(countries), model.nodes(indicators)) { country, node in
                [AlertSubject(country: country, node: node)]
            }
        case .stale(.feeds(let feeds, _)), .stale(.failures(let feeds, _)):
            var seen: Set<String> = []
            return feeds.filter { seen.insert($0).inserted }.map { AlertSubject(feed: $0) }
        }
    }

    private func product(
        _ countries: [CountryID],
        _ nodes: [NodeID],
        _ subjects: (CountryID, NodeID) -> [AlertSubject]
    ) -> [AlertSubject] {
        countries.flatMap { country in nodes.flatMap { subjects(country, $0) } }
    }
}

extension Model {
    /// What the series of measures of a subject are of.
    func powers(of subject: Measure.Subject) -> [PowerID] {
        switch subject {
        case .power: powers.map(\.id)
        case .pair: (measures?.pairs ?? []).map(\.id)
        case .country: [.world]
        }
    }

    fileprivate func countries(_ wanted: [CountryID]) -> [CountryID] {
        countries.map(\.id).filter(Set(wanted).contains)
    }

    /// Nodes of the tree, then tracked indicators.
    fileprivate func nodes(_ wanted: [NodeID]) -> [NodeID] {
        (nodes.map(\.id) + tracked.map(\.id)).filter(Set(wanted).contains)
    }

    /// Two different powers, neither of which is within the other.
    fileprivate func pairs(_ by: [PowerID], _ of: [PowerID]) -> [PowerPair] {
        powers.filter { by.contains($0.id) }.flatMap { first in
            powers.filter { second in
                of.contains(second.id) && first.id != second.id && first.within != second.id
                    && second.within != first.id
            }.map { PowerPair(first.id, $0.id) }
        }
    }
}
