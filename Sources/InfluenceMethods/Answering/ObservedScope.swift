import InfluenceModel
import InfluenceStore

/// Which figures are asked about, to read no more than they can depend on.
struct ObservedScope {
    /// The only country; `nil`: all.
    let country: CountryID?
    /// The only power whose own figures are wanted; `nil`: those of all.
    private(set) var power: PowerID?
    /// The nodes that are wanted, with what lies beneath; `nil`: all.
    private(set) var nodes: [NodeID]?
    /// Whether what measures alone read is wanted too.
    private(set) var measures = false

    init(country: CountryID?, power: PowerID? = nil, measures: Bool = false) {
        (self.country, self.power, self.measures) = (country, power, measures)
    }

    /// Of one node or measure; `nil`: of all nodes.
    init(of node: NodeID?, _ power: PowerID? = nil, in country: CountryID?) {
        self.country = country
        if let node, Measure.isMeasure(node) {
            // Those of a pair, or of all, are made of the scores of several, at several nodes.
            measures = true
        } else {
            (self.power, nodes) = (power, node.map { [$0] })
        }
    }

    /// The model without the countries that are not asked about, where the figures do not depend on them.
    func part(of model: Model) -> Model {
        guard let country, model.isFreeOfOtherCountries else { return model }
        var part = model
        part.countries.removeAll { $0.id != country }
        return part
    }

    /// The observations that the figures can depend on, as filters that have none in common.
    func filters(_ model: Model) -> [ObservationFilter] {
        let isFree = model.isFreeOfOtherCountries
        let isFreeOfOtherPowers = !model.reach.contains(.powers)
        let countries = isFree ? country.map { [$0] } : nil
        let (placed, elsewhere) = measures ? model.measuredIndicators : ([], [])
        // Of whatever partner: measures count those too that are no powers of the model.
        var whole = Set(placed)
        var ofPowers: Set<NodeID> = []
        var ofPower: Set<NodeID> = []
        for indicator in model.indicators(beneath: nodes) {
            let inputs = model.observedInputs(of: indicator)
            if !isFree {
                whole.formUnion(inputs)
            } else if power == nil || !isFreeOfOtherPowers || indicator.readsTable {
                ofPowers.formUnion(inputs)
            } else {
                ofPower.formUnion(inputs)
            }
        }
        whole.subtract(elsewhere)
        ofPowers.subtract(whole.union(elsewhere))
        ofPower.subtract(whole.union(elsewhere).union(ofPowers))
        let apart: [PowerID?] = [nil, .world]
        return [
            ObservationFilter(indicators: whole.sorted(), countries: countries),
            ObservationFilter(
                indicators: ofPowers.sorted(),
                powers: apart + model.powers.map { PowerID?.some($0.id) },
                countries: countries
            ),
            ObservationFilter(indicators: ofPower.sorted(), powers: apart + [power], countries: countries),
            ObservationFilter(indicators: elsewhere),
        ].filter { $0.indicators?.isEmpty == false }
    }
}

extension Model {
    /// Whether a country's scores depend on nothing observed elsewhere: no method relates it to other countries, and no
    /// indicator is about a power alone.
    var isFreeOfOtherCountries: Bool {
        let read = Set(indicators.flatMap(observedInputs)).compactMap { indicator($0) } + indicators
        return !reach.isSuperset(of: .dyads) && read.allSatisfy { $0.subject != .power }
            // A register speaks of every country as soon as anything is in it.
            && indicators.allSatisfy { $0.gaps == .unknown }
    }

    /// The indicators of the tree beneath some nodes, or that are those; `nil`: all.
    fileprivate func indicators(beneath ids: [NodeID]?) -> [Indicator] {
        guard let ids else { return indicators }
        let wanted = Set(ids)
        // A parent comes before its children.
        var isBeneath = [Bool](repeating: false, count: nodes.count)
        for (position, node) in nodes.enumerated() {
            isBeneath[position] = wanted.contains(node.id) || node.parent.map { isBeneath[$0] } ?? false
        }
        return zip(nodes, isBeneath).compactMap { $1 ? $0.indicator : nil }
    }

    /// The indicators whose observations the value of one can depend on.
    fileprivate func observedInputs(of indicator: Indicator) -> Set<NodeID> {
        Set(indicator.readIndicators.flatMap { self.indicator($0)?.inputs ?? [$0] })
    }

    /// The indicators that measures read, in order: those that are observed of countries, and those of powers or pairs,
    /// whose observations need not name a country.
    fileprivate var measuredIndicators: (placed: [NodeID], elsewhere: [NodeID]) {
        guard let measures else { return ([], []) }
        var ids: Set<NodeID> = []
        let channels = measures.dependency?.channels ?? []
        let read =
            channels.map(\.share) + channels.compactMap(\.partners) + (measures.overtaking?.shares ?? [])
            + (measures.coopetition?.sources.map(\.indicator) ?? [])
        for indicator in read.compactMap({ indicator($0) }) { ids.formUnion(observedInputs(of: indicator)) }
        let subjects = Dictionary(
            read.compactMap { indicator($0) }.flatMap { reader in reader.inputs.map { ($0, reader) } }
        ) {
            first,
            _ in first
        }
        func isPlaced(_ id: NodeID) -> Bool {
            let subject = indicator(id)?.subject ?? subjects[id]?.subject ?? .dyad
            return subject == .dyad || subject == .country
        }
        return (ids.filter(isPlaced).sorted(), ids.filter { !isPlaced($0) }.sorted())
    }
}
