internal import InfluenceModel

/// Links the elements of a model into its tree, and reports what keeps them from being one.
struct TreeBuilder {
    private let table: ElementTable
    private let collector: DiagnosticCollector

    init(_ table: ElementTable, _ collector: DiagnosticCollector) {
        self.table = table
        self.collector = collector
    }

    /// - Returns: the nodes in pre-order; `nil` where there is no root.
    func build(listedAt position: FilePosition) -> [Node]? {
        var children = [[Int]](repeating: [], count: table.drafts.count)
        for (place, draft) in table.drafts.enumerated() {
            if let parent = parent(of: draft) { children[parent].append(place) }
        }
        for (place, draft) in table.drafts.enumerated() { check(draft, children: children[place]) }
        checkCycles()
        return root(listedAt: position).map { preorder(from: $0, children) }
    }

    private func parent(of draft: ElementDraft) -> Int? {
        guard let parent = draft.parent else { return nil }
        guard let place = table.place(of: parent.value) else {
            collector.report(
                at: parent.position,
                "unknown parent '\(parent.value)'" + NearestName.hint(for: parent.value.text, among: table.nodeNames)
            )
            return nil
        }
        guard !table.drafts[place].isIndicator else {
            collector.report(at: parent.position, "'\(parent.value)' is an indicator; only nodes have children")
            return nil
        }
        if draft.indicator?.subject == .pair {
            collector.report(
                at: parent.position,
                "an indicator of pairs cannot be in the tree, which scores single powers"
            )
        }
        return place
    }

    private func check(_ draft: ElementDraft, children: [Int]) {
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
        let weights = children.map { table.drafts[$0].weight }
        // A weight that was reported is not judged again.
        if let first = weights.first, let first, weights.allSatisfy({ $0?.value == 0 }) {
            collector.report(at: first.position, "all children of '\(draft.id.value)' have the weight 0")
        } else if let last = weights.last, let last,
            !weights.reduce(0.0, { $0 + ($1?.value ?? 0) }).isFinite
        {
            collector.report(at: last.position, "the weights below '\(draft.id.value)' are too large to be added")
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
    private func checkCycles() {
        // 0: unseen; else the number of the walk that first met the node.
        var walk = [Int](repeating: 0, count: table.drafts.count)
        for start in table.drafts.indices where walk[start] == 0 {
            var path: [Int] = []
            var current: Int? = start
            while let place = current, walk[place] == 0 {
                walk[place] = start + 1
                path.append(place)
                current = table.drafts[place].parent.flatMap { table.place(of: $0.value) }
            }
            guard let end = current, walk[end] == start + 1, let entry = path.firstIndex(of: end) else { continue }
            let cycle = path[entry...]
            guard let first = cycle.min(), let rotation = cycle.firstIndex(of: first),
                let parent = table.drafts[first].parent
            else { continue }
            let names = (cycle[rotation...] + cycle[..<rotation] + [first]).map { table.drafts[$0].id.value.text }
            collector.report(
                at: parent.position,
                "a node cannot be its own ancestor: " + names.joined(separator: " -> ")
            )
        }
    }

    private func preorder(from root: Int, _ children: [[Int]]) -> [Node] {
        var order: [Int] = []
        var stack = [root]
        var position = [Int](repeating: 0, count: table.drafts.count)
        while let place = stack.popLast() {
            position[place] = order.count
            order.append(place)
            stack.append(contentsOf: children[place].reversed())
        }
        return order.map { place in
            let draft = table.drafts[place]
            let content: Node.Content
            switch draft.content {
            case .aggregate(let aggregate, _): content = .aggregate(aggregate)
            case .indicator(let indicator, _, _, _, _): content = .indicator(indicator)
            }
            return Node(
                id: draft.id.value,
                title: draft.title,
                parent: place == root ? nil : draft.parent.flatMap { table.place(of: $0.value) }.map { position[$0] },
                children: children[place].map { position[$0] },
                weight: place == root ? 1 : draft.weight?.value ?? 0,
                content: content
            )
        }
    }
}
