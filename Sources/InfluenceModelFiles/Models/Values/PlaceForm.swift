internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How an element's places in the tree are written, `parent` and `weight`:
///
///     parent: economic
///     weight: 0.3
///
///     weight: {2000: 0.3, 2010: 0.25}     from a period of the grid on
///
///     parent: [female, average]           in two places, computed once
///     weight: {female: 1, average: 2}     or one number for both
struct PlaceForm {
    struct Place {
        let parent: Located<NodeID>
        /// In order, the first in force from the grid's first period on; one where it does not change. Empty where it was
        /// reported.
        let weights: [(step: WeightStep, position: FilePosition)]
    }

    /// The grid's first period; `nil` where it is not known.
    let start: Period?
    let collector: DiagnosticCollector

    func read(_ reader: inout MappingReader) -> [Place] {
        let parents = parents(reader.node("parent"))
        guard let parents else {
            // Without a place a weight says nothing, but is known.
            _ = reader.node("weight")
            return []
        }
        guard let node = reader.requiredNode("weight") else {
            return parents.map { Place(parent: $0, weights: []) }
        }
        guard let entries = node.entries, let first = entries.first, IDSyntax.isNode(first.key) else {
            let weights = weights(node, hint: parents.count > 1 ? parents.map(\.value.text) : [])
            return parents.map { Place(parent: $0, weights: weights) }
        }
        let names = parents.map(\.value.text)
        for entry in entries where !names.contains(entry.key) {
            collector.report(
                at: entry.keyPosition,
                "'weight' names '\(entry.key)', which is no 'parent'" + NearestName.hint(for: entry.key, among: names)
            )
        }
        return parents.map { parent in
            guard let value = entries.first(where: { $0.key == parent.value.text })?.value else {
                collector.report(at: node.position, "'weight' has none for the parent '\(parent.value)'")
                return Place(parent: parent, weights: [])
            }
            return Place(parent: parent, weights: weights(value, hint: []))
        }
    }

    /// - Returns: `nil` where none is written.
    private func parents(_ node: YAMLNode?) -> [Located<NodeID>]? {
        guard let node else { return nil }
        guard let elements = node.elements else {
            return collector.scalar(node, .nodeID, of: "'parent'").map { [$0] }
        }
        if elements.isEmpty { collector.report(at: node.position, "'parent' is empty; name at least one node") }
        var seen: Set<NodeID> = []
        let parents = elements.compactMap { element -> Located<NodeID>? in
            guard let parent = collector.scalar(element, .nodeID, of: "an element of 'parent'") else { return nil }
            if seen.insert(parent.value).inserted { return parent }
            collector.report(at: element.position, "parent '\(parent.value)' is listed twice")
            return nil
        }
        return parents.isEmpty ? nil : parents
    }

    /// One number, or numbers by the periods from which they are in force.
    private func weights(_ node: YAMLNode, hint parents: [String]) -> [(step: WeightStep, position: FilePosition)] {
        guard let entries = node.entries else {
            guard let weight = collector.scalar(node, .nonNegativeNumber, of: "'weight'") else { return [] }
            return [(WeightStep(from: start ?? .day(.earliest), weight: weight.value), weight.position)]
        }
        var steps: [(step: WeightStep, position: FilePosition)] = []
        for entry in entries {
            let period: Period
            do throws(PeriodError) {
                period = try Period(entry.key)
            } catch {
                let forms = parents.isEmpty ? "" : "{\(parents[0]): 0.3, ...} or "
                collector.report(
                    at: entry.keyPosition,
                    "'weight': '\(entry.key)' is no period; write \(forms){2000: 0.3, 2010: 0.25}"
                )
                return []
            }
            if let last = steps.last?.step.from, period.start <= last.start {
                collector.report(at: entry.keyPosition, "'\(period)' must come after '\(last)': list periods in order")
                return []
            }
            if steps.isEmpty, let start, period.start > start.end {
                collector.report(
                    at: entry.keyPosition,
                    "no weight is in force from the grid's first period \(start) until \(period); begin with \(start)"
                )
            }
            guard let weight = collector.scalar(entry.value, .nonNegativeNumber, of: "the weight from \(period)")
            else { return [] }
            steps.append((WeightStep(from: period, weight: weight.value), weight.position))
        }
        if steps.isEmpty { collector.report(at: node.position, "'weight' is empty; write a number") }
        return steps
    }
}
