import InfluenceControl
import InfluenceModel
import InfluenceText

extension Arguments {
    /// The id of an element of the model tree, or of a measure, which may be written without its `measure.`.
    func scoredNode(_ text: String?) throws(VarlinkError) -> NodeID? {
        guard let text else { return nil }
        if let measure = measureNode(text) { return measure }
        if Measure.isMeasure(NodeID(text)) { throw IndexError.unknownNode(text, known: measureNames(like: text)) }
        guard let node = model.node(called: text) else {
            let measures = model.measureNodes.compactMap { Measure.parts(of: $0) }.filter { $0.facet == nil }
            let names = measures.map(\.name)
            throw IndexError.unknownNode(
                text,
                known: model.nodes.map(\.id) + names.map { NodeID($0) },
                // A measure has no title to be called by.
                meant: NearestName.find(text, among: names) == nil ? model.node(like: text) : nil
            )
        }
        return node.id
    }

    /// The power that a series of the node is about: a power of the model, a pair or `WLD` for measures of those.
    func scoredPower(_ text: String?, of node: NodeID?) throws(VarlinkError) -> PowerID? {
        guard let text else { return nil }
        let power: PowerID = try scoredPower(text, of: node)
        return power
    }

    func scoredPower(_ text: String, of node: NodeID?) throws(VarlinkError) -> PowerID {
        guard let node, let (measure, _) = model.measure(of: node) else { return try power(text) }
        let name = Measure.short(measure.name)
        switch measure.subject {
        case .power:
            return try series(text, among: model.powers.map(\.id), "\(name) is a measure of one power")
        case .pair:
            let pairs = model.measures?.pairs.map(\.id) ?? []
            return try series(text, among: pairs, "\(name) is a measure of two powers")
        case .country:
            let reason = "\(name) is a measure of a country and all powers, which are \(PowerID.world) together"
            return try series(text, among: [.world], reason)
        }
    }

    /// A power, a pair in either order, or `WLD`, as the series of a measure name it.
    /// - Parameter reason: what `known` are, for whoever names another.
    func series(
        _ text: String,
        among known: [PowerID],
        _ reason: String? = nil
    ) throws(VarlinkError) -> PowerID {
        let given = model.power(called: text)?.id ?? model.pair(called: text) ?? PowerID(text)
        for id in [given, PowerPair(given)?.reversed.id].compactMap({ $0 }) where known.contains(id) { return id }
        throw IndexError.unknownPower(text, known: known, reason)
    }

    /// What of this model a pair of its powers, or all of them, could be asked for instead; `nil` of any other text.
    func reasonOfNoPower(_ text: String) -> String? {
        let id = PowerID(text)
        let pair = PowerPair(id)
        let subject: Measure.Subject
        if id == .world {
            subject = .country
        } else if let pair, [pair.first, pair.second].allSatisfy({ side in model.powers.contains { $0.id == side } }) {
            subject = .pair
        } else {
            return nil
        }
        let names = model.measureNodes.filter { model.measure(of: $0)?.measure.subject == subject }
            .compactMap { Measure.parts(of: $0).map { Measure.short($0.name) } }
        guard let name = names.first else { return nil }
        return subject == .pair
            ? "two powers together have measures alone, such as the node \(name)"
            : "all powers together have measures alone, such as the node \(name)"
    }

    /// The measures that are asked for: one with all its facets (`overtaking`), or with one (`overtaking.trade_share`).
    func measures(_ text: String?) throws(VarlinkError) -> [NodeID] {
        let all = model.measureNodes
        guard let text else { return all }
        let name = Measure.long(text)
        let found = all.filter { $0.text == name || $0.text.hasPrefix(name + ".") }
        guard !found.isEmpty else { throw IndexError.unknownMeasure(name, known: measureNames(like: name)) }
        return found
    }

    /// The measures that may have been meant: those with what follows them where the first part is right, else without.
    private func measureNames(like text: String) -> [NodeID] {
        let known = model.measureNodes
        let base = text.split(separator: ".", omittingEmptySubsequences: false).prefix(2).joined(separator: ".")
        let facets = known.filter { $0.text.hasPrefix(base + ".") }
        if !facets.isEmpty { return facets }
        var seen: Set<NodeID> = []
        return known.compactMap { Measure.parts(of: $0) }.map { Measure.node($0.name, nil) }.filter {
            seen.insert($0).inserted
        }
    }

    private func measureNode(_ text: String) -> NodeID? {
        let known = model.measureNodes
        if known.contains(NodeID(text)) { return NodeID(text) }
        let long = NodeID(Measure.long(text))
        return model.node(NodeID(text)) == nil && known.contains(long) ? long : nil
    }
}
