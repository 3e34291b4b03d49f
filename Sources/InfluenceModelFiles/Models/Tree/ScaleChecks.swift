internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceScoring

/// Warns where a mean is over values of different scales: of children on 0..1 beside others on 0..100 the first weigh next
/// to nothing, whatever their weights.
struct ScaleChecks {
    private let table: ElementTable
    private let scale: Scale
    private let collector: DiagnosticCollector
    /// By draft: those that are beneath it and weigh something, in file order.
    private let children: [[Int]]

    init(_ table: ElementTable, _ scale: Scale, _ collector: DiagnosticCollector) {
        self.table = table
        self.scale = scale
        self.collector = collector
        var children = [[Int]](repeating: [], count: table.drafts.count)
        for (number, draft) in table.drafts.enumerated() {
            for place in draft.places where place.weights.contains(where: { $0.step.weight > 0 }) {
                if let parent = table.place(of: place.parent.value) { children[parent].append(number) }
            }
        }
        self.children = children
    }

    func check() {
        let values = scales()
        let stretched = Normalisation(.minmax(target: scale))
        for (number, draft) in table.drafts.enumerated() {
            guard draft.aggregate?.method.mixesValues == true else { continue }
            let known = children[number].compactMap { child in values[child].map { (child: child, values: $0) } }
            guard let first = known.first else { continue }
            let others = known.filter { !$0.values.isLike(first.values) }
            // Of two kinds the fewer are told of; of as many, those further down in the file.
            guard let second = others.first else { continue }
            let isFirstOdd = 2 * others.count > known.count
            let like = isFirstOdd ? second : first
            for odd in known where !odd.values.isLike(like.values) {
                let name = table.drafts[like.child].id.value
                collector.warn(
                    at: table.drafts[odd.child].id.position,
                    "the values of '\(table.drafts[odd.child].id.value)' are \(odd.values), those of '\(name)' beside it "
                        + "under '\(draft.id.value)' \(like.values): a mean of the two is led by the wider one; give both "
                        + "the same scale" + (like.values.example(for: stretched).map { ", such as \($0)" } ?? "")
                )
            }
        }
    }

    /// Where the values of each draft lie; `nil` where it is not known, or mixed. Children first, without recursion: files
    /// may nest as deeply as they like.
    private func scales() -> [ValueScale?] {
        var scales: [ValueScale?] = Array(repeating: nil, count: table.drafts.count)
        var isDone = Array(repeating: false, count: table.drafts.count)
        var isBegun = isDone
        for start in table.drafts.indices where !isDone[start] {
            var stack = [start]
            while let number = stack.last {
                // Of what is its own ancestor, which is an error, nothing is known.
                let open = isBegun[number] ? [] : children[number].filter { !isBegun[$0] }
                isBegun[number] = true
                guard open.isEmpty else {
                    stack += open
                    continue
                }
                stack.removeLast()
                if isDone[number] { continue }
                isDone[number] = true
                scales[number] = scale(of: table.drafts[number], children[number].map { scales[$0] })
            }
        }
        return scales
    }

    private func scale(of draft: ElementDraft, _ beneath: [ValueScale?]) -> ValueScale? {
        if let indicator = draft.indicator { return known(indicator.normalisation) }
        guard let aggregate = draft.aggregate else { return nil }
        if let normalisation = aggregate.normalisation { return known(normalisation) }
        guard aggregate.method.mixesValues, let first = beneath.first ?? nil,
            beneath.allSatisfy({ $0?.isLike(first) == true })
        else { return nil }
        return first
    }

    /// What is taken as it is may be on any.
    private func known(_ normalisation: Normalisation) -> ValueScale? {
        let values = normalisation.values(on: scale)
        return values == .raw ? nil : values
    }
}

extension Aggregation {
    /// Whether what comes out lies where what goes in does, and the largest values lead.
    fileprivate var mixesValues: Bool { type(of: arithmetic).isMean }
}

extension ValueScale {
    /// Whether a mean of both means something: 1..100 and 0..100 do.
    fileprivate func isLike(_ other: ValueScale) -> Bool {
        switch (self, other) {
        case (.range(let low, let high), .range(let otherLow, let otherHigh)):
            let room = max(high - low, otherHigh - otherLow) / 10
            return abs(low - otherLow) <= room && abs(high - otherHigh) <= room
        default: return self == other || isComparable(with: other)
        }
    }
}
