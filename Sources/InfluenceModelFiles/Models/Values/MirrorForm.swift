internal import InfluenceFiles
internal import InfluenceModel

/// How an observed indicator names the partner's own statistics of the same flow: a list of alternatives, tried in order,
/// each an indicator or a list of indicators to be added.
///
///     mirror: [mirror_turnover, [mirror_exports, mirror_imports]]
enum MirrorForm {
    static func read(_ reader: inout MappingReader) -> [[Located<NodeID>]] {
        guard
            let list = reader.list(
                "mirror",
                example: "[mirror_trade], or [mirror_trade, [mirror_exports, mirror_imports]]"
            )
        else { return [] }
        let collector = reader.collector
        if list.value.isEmpty {
            collector.report(at: list.position, "the list is empty; leave the key out or name at least one indicator")
        }
        return list.value.compactMap { node in
            let parts = node.elements ?? [node]
            if parts.isEmpty { collector.report(at: node.position, "the list is empty; name what is to be added") }
            var seen: Set<NodeID> = []
            let ids = parts.compactMap { part -> Located<NodeID>? in
                guard let id = collector.scalar(part, .nodeID, of: "an element of 'mirror'") else { return nil }
                if seen.insert(id.value).inserted { return id }
                collector.report(at: id.position, "'\(id.value)' is added to itself")
                return nil
            }
            return ids.isEmpty ? nil : ids
        }
    }
}
