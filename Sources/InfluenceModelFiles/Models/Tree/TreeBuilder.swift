internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring
internal import InfluenceText

/// Links the elements of a model into its tree, and reports what keeps them from being one.
struct TreeBuilder {
    private let table: ElementTable
    private let collector: DiagnosticCollector

    init(_ table: ElementTable, _ collector: DiagnosticCollector) {
        self.table = table
        self.collector = collector
    }

    /// Further places of elements, and of those beneath them: a tree that names a node under two parents, which is named
    /// under two itself, and so on, would grow beyond measure.
    static let mostRepeats = 10_000

    /// One element in one of its places.
    private struct Child {
        /// Position among the drafts.
        let draft: Int
        let place: PlaceForm.Place
    }

    /// - Returns: the nodes in pre-order; `nil` where there is no root, or something makes it no tree.
    func build(listedAt position: FilePosition) -> [Node]? {
        var children = [[Child]](repeating: [], count: table.drafts.count)
        for (number, draft) in table.drafts.enumerated() {
            for place in draft.places {
                guard let parent = parent(place, of: draft) else { continue }
                children[parent].append(Child(draft: number, place: place))
            }
        }
        for (number, draft) in table.drafts.enumerated() { check(draft, children: children[number]) }
        let hasCycles = checkCycles()
        guard let root = root(listedAt: position) else { return nil }
        checkMissing(root)
        return hasCycles ? nil : preorder(from: root, children)
    }

    private func parent(_ place: PlaceForm.Place, of draft: ElementDraft) -> Int? {
        let parent = place.parent
        guard let number = table.place(of: parent.value) else {
            collector.report(
                at: parent.position,
                "unknown parent '\(parent.value)'" + NearestName.hint(for: parent.value.text, among: table.nodeNames)
            )
            return nil
        }
        guard !table.drafts[number].isIndicator else {
            collector.report(at: parent.position, "'\(parent.value)' is an indicator; only nodes have children")
            return nil
        }
        if draft.indicator?.subject == .pair {
            collector.report(
                at: parent.position,
                "an indicator of pairs cannot be in the tree, which scores single powers"
            )
        }
        return number
    }

    private func check(_ draft: ElementDraft, children: [Child]) {
        guard case .aggregate(let aggregate, let minChildren) = draft.content else { return }
        if children.isEmpty {
            collector.report(
                at: draft.id.position,
                "node '\(draft.id.value)' has no children; nothing names it as its parent"
            )
            return
        }
        if let minChildren, aggregate.minChildren > children.count {
            collector.report(
                at: minChildren,
                "'min_children' is \(aggregate.minChildren), more than the children of '\(draft.id.value)' (\(children.count))"
            )
        }
        if let parts = aggregate.method.parts, children.count != parts.count {
            collector.report(
                at: draft.id.position,
                "'\(draft.id.value)' is \(parts.name), \(parts.meaning), and has \(children.count) children"
            )
        }
        checkWeights(of: children, in: draft, aggregate)
    }

    private func checkWeights(of children: [Child], in draft: ElementDraft, _ aggregate: Aggregate) {
        let weights = children.map(\.place.weights)
        // A weight that was reported is not judged again.
        guard let first = weights.first?.first, weights.allSatisfy({ !$0.isEmpty }) else { return }
        if aggregate.weighting != .given, let changing = weights.first(where: { $0.count > 1 }) {
            collector.report(
                at: changing[1].position,
                "weights by period are read where those of '\(draft.id.value)' are given, not \(aggregate.weighting.name)"
            )
        }
        var reported: Set<String> = []
        for from in Set(weights.joined().map(\.step.from)).sorted() {
            let sum = weights.reduce(0.0) { sum, steps in
                sum + ((steps.last { $0.step.from.start <= from.start } ?? steps[0]).step.weight)
            }
            let since = weights.contains { $0.count > 1 } ? " from \(from)" : ""
            if sum == 0, reported.insert("0").inserted {
                collector.report(at: first.position, "all children of '\(draft.id.value)' have the weight 0\(since)")
            } else if !sum.isFinite, let last = weights.last?.last, reported.insert("inf").inserted {
                collector.report(
                    at: last.position,
                    "the weights below '\(draft.id.value)' are too large to be added\(since)"
                )
            }
            if let parts = aggregate.method.parts, sum > 0,
                let zero = weights.first(where: { steps in
                    (steps.last { $0.step.from.start <= from.start } ?? steps[0]).step.weight == 0
                })?.first, reported.insert(parts.name).inserted
            {
                collector.report(
                    at: zero.position,
                    "\(parts.name) needs \(parts.count == 2 ? "both" : "all") of its children: no weight of 0"
                )
            }
        }
    }

    /// Whose weight goes where is said once, at the root; over the whole tree only means can share it.
    private func checkMissing(_ root: Int) {
        for (number, draft) in table.drafts.enumerated() {
            if let missing = draft.missing, number != root {
                collector.report(
                    at: missing.position,
                    "'missing' is said of the whole tree; write it at the root, '\(table.drafts[root].id.value)'"
                )
            }
            guard table.drafts[root].missing?.value == .tree, let aggregate = draft.aggregate else { continue }
            let hasSteps =
                aggregate.normalisation != nil || aggregate.direction == .negative || draft.floor != nil
                || draft.digits != nil
            if aggregate.method != .arithmetic || (number != root && hasSteps) {
                collector.report(
                    at: draft.id.position,
                    "'missing: tree' shares weight among the indicators of the whole tree, so '\(draft.id.value)' must be "
                        + "an arithmetic mean" + (number == root ? "" : " without normalise, direction, floor or round")
                )
            }
        }
    }

    private func root(listedAt position: FilePosition) -> Int? {
        let roots = table.drafts.indices.filter { !table.drafts[$0].hasParent && !table.drafts[$0].isIndicator }
        guard let first = roots.first else {
            collector.report(at: position, "there is no root: exactly one node must be without a 'parent'")
            return nil
        }
        for other in roots.dropFirst() {
            let (id, root) = (table.drafts[other].id, table.drafts[first].id.value)
            collector.report(at: id.position, "node '\(id.value)' has no 'parent', but '\(root)' is the root already")
        }
        return first
    }

    /// Reports each cycle once, at its first node in file order.
    private func checkCycles() -> Bool {
        enum State { case unseen, onPath, done }
        var states = [State](repeating: .unseen, count: table.drafts.count)
        var hasCycles = false
        for start in table.drafts.indices where states[start] == .unseen {
            // Up from the element through its parents; of each on the path the next parent to look at.
            var path: [(draft: Int, next: Int)] = [(start, 0)]
            states[start] = .onPath
            while let (draft, next) = path.last {
                let places = table.drafts[draft].places
                guard next < places.count else {
                    states[draft] = .done
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                guard let parent = table.place(of: places[next].parent.value) else { continue }
                switch states[parent] {
                case .done: continue
                case .unseen:
                    states[parent] = .onPath
                    path.append((parent, 0))
                case .onPath:
                    hasCycles = true
                    guard let entry = path.firstIndex(where: { $0.draft == parent }) else { continue }
                    report(path[entry...].map { (draft: $0.draft, parent: $0.next - 1) })
                }
            }
        }
        return hasCycles
    }

    /// - Parameter cycle: From child to parent, with the number of the parent that leads on.
    private func report(_ cycle: [(draft: Int, parent: Int)]) {
        guard let first = cycle.indices.min(by: { cycle[$0].draft < cycle[$1].draft }) else { return }
        let turned = cycle[first...] + cycle[..<first]
        let names = (turned.map(\.draft) + [cycle[first].draft]).map { table.drafts[$0].id.value.text }
        collector.report(
            at: table.drafts[cycle[first].draft].places[cycle[first].parent].parent.position,
            "a node cannot be its own ancestor: " + names.joined(separator: " -> ")
        )
    }

    /// An element that was met before comes again with all that lies beneath it, each as a repeat of its first place.
    private func preorder(from root: Int, _ children: [[Child]]) -> [Node]? {
        struct Visit {
            let draft: Int
            let place: PlaceForm.Place?
            let parent: Int?
        }
        var firsts = [Int?](repeating: nil, count: table.drafts.count)
        var order: [(visit: Visit, id: NodeID, repeats: Int?)] = []
        var below: [[Int]] = []
        var repeats = 0
        var stack = [Visit(draft: root, place: nil, parent: nil)]
        while let visit = stack.popLast() {
            let (position, first) = (order.count, firsts[visit.draft])
            let id = table.drafts[visit.draft].id
            if first == nil { firsts[visit.draft] = position } else { repeats += 1 }
            guard repeats <= Self.mostRepeats else {
                collector.report(
                    at: id.position,
                    "nodes with several parents, and those beneath them, stand in more than \(Self.mostRepeats) further places"
                )
                return nil
            }
            let name = visit.parent.map { "\(id.value)@\(order[$0].id)" } ?? id.value.text
            order.append((visit, first == nil ? id.value : NodeID(name), first))
            below.append([])
            if let parent = visit.parent { below[parent].append(position) }
            stack.append(
                contentsOf: children[visit.draft].reversed().map {
                    Visit(draft: $0.draft, place: $0.place, parent: position)
                }
            )
        }
        return order.indices.map { position in
            let (visit, id, repeats) = order[position]
            let draft = table.drafts[visit.draft]
            let content: Node.Content
            switch draft.content {
            case .aggregate(let aggregate, _): content = .aggregate(aggregate)
            case .indicator(let indicator, _, _, _, _): content = .indicator(indicator)
            }
            let steps = visit.place?.weights.map(\.step) ?? []
            return Node(
                id: id,
                title: draft.title,
                parent: visit.parent,
                children: below[position],
                weight: visit.place == nil ? 1 : steps.last?.weight ?? 0,
                weightSteps: steps.count > 1 ? steps : [],
                content: content,
                floor: draft.floor,
                digits: draft.digits,
                repeats: repeats
            )
        }
    }
}

extension Aggregation {
    fileprivate var parts: FixedParts? { type(of: arithmetic).parts }
}
