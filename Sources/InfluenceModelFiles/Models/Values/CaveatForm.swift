internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How what has to be said of a node is written in a model file: a text, one with whom and where it is about, or a list of
/// these.
///
///     caveat: Loans without a published contract are not counted.
///     caveat:
///       - {text: China's investment has no rows yet, powers: [CHN], countries: [KAZ, UZB]}
///       - No services.
struct CaveatForm {
    let powers: [PowerID]
    let countries: [CountryID]
    let collector: DiagnosticCollector

    /// - Returns: with the places of their texts.
    func read(_ element: inout MappingReader, of id: NodeID?) -> [Located<Caveat>] {
        guard let node = element.node("caveat") else { return [] }
        let elements = node.elements ?? [node]
        if elements.count > Caveat.mostOfNode {
            collector.report(
                at: node.position,
                "\(elements.count) caveats; at most \(Caveat.mostOfNode) are possible of one node"
            )
        }
        return elements.prefix(Caveat.mostOfNode).compactMap { caveat($0, of: id ?? "") }
    }

    private func caveat(_ node: YAMLNode, of id: NodeID) -> Located<Caveat>? {
        guard node.entries != nil else {
            return collector.scalar(node, .caveat, of: "'caveat'").map {
                Located(Caveat(node: id, text: $0.value), at: $0.position)
            }
        }
        var reader = MappingReader(node, of: "'caveat'", collector)
        let text = reader.required("text", .caveat)
        let powers = actors(reader.list("powers", of: .actorID), "power", among: self.powers.map(\.text))
        let countries = actors(reader.list("countries", of: .actorID), "country", among: self.countries.map(\.text))
        reader.finish()
        guard let text else { return nil }
        return Located(
            Caveat(
                node: id,
                text: text.value,
                powers: powers.map { PowerID($0) },
                countries: countries.map { CountryID($0) }
            ),
            at: text.position
        )
    }

    /// Those that are known, each once.
    private func actors(_ list: Located<[Located<String>]>?, _ kind: String, among known: [String]) -> [String] {
        guard let list else { return [] }
        if list.value.isEmpty {
            collector.report(at: list.position, "the list is empty; leave the key out where it is about every \(kind)")
        }
        var seen: Set<String> = []
        return list.value.compactMap { actor in
            guard known.contains(actor.value) else {
                collector.report(
                    at: actor.position,
                    "unknown \(kind) '\(actor.value)'" + NearestName.hint(for: actor.value, among: known)
                )
                return nil
            }
            if seen.insert(actor.value).inserted { return actor.value }
            collector.report(at: actor.position, "\(kind) '\(actor.value)' is listed twice")
            return nil
        }
    }
}

extension ScalarKind where Value == String {
    fileprivate static var caveat: Self {
        .text.requiring({ $0.count <= Caveat.longest }) {
            "a caveat of \($0.count) characters; at most \(Caveat.longest) are possible"
        }
    }
}
