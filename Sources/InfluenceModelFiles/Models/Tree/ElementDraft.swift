internal import InfluenceFiles
internal import InfluenceModel

/// An entry of `nodes` or `indicators` as it was read, before its references are resolved.
struct ElementDraft {
    let id: Located<NodeID>
    let title: String
    /// In the order in which parents are named; the root and tracked indicators have none.
    let places: [PlaceForm.Place]
    /// Whether a parent is written, if only one that was reported.
    let hasParent: Bool
    /// Of a node: who gets the weight of what is missing.
    var missing: Located<MissingWeight>?
    let floor: Double?
    let digits: Int?
    var caveats: [Located<Caveat>] = []
    let content: Content

    enum Content {
        case aggregate(Aggregate, minChildren: FilePosition?)
        case indicator(
            Indicator,
            inputs: [Located<NodeID>],
            denominator: Located<NodeID>?,
            fallback: Located<NodeID>?,
            mirror: [Located<NodeID>]
        )
    }

    var indicator: Indicator? {
        if case .indicator(let indicator, _, _, _, _) = content { indicator } else { nil }
    }

    var aggregate: Aggregate? {
        if case .aggregate(let aggregate, _) = content { aggregate } else { nil }
    }

    var isIndicator: Bool { indicator != nil }
}

/// All elements of a model by id. Of several with the same id the first counts; the others are reported.
struct ElementTable {
    /// In file order, nodes before indicators; unique.
    let drafts: [ElementDraft]
    private let places: [NodeID: Int]

    init(_ all: [ElementDraft], _ collector: DiagnosticCollector) {
        var drafts: [ElementDraft] = []
        var places: [NodeID: Int] = [:]
        for draft in all {
            if let place = places[draft.id.value] {
                let first = drafts[place]
                let kind = first.isIndicator ? "an indicator" : "a node"
                collector.report(
                    at: draft.id.position,
                    "'\(draft.id.value)' is already \(kind), at \(first.id.position)"
                )
            } else {
                places[draft.id.value] = drafts.count
                drafts.append(draft)
            }
        }
        self.drafts = drafts
        self.places = places
    }

    func place(of id: NodeID) -> Int? { places[id] }

    subscript(id: NodeID) -> ElementDraft? { places[id].map { drafts[$0] } }

    var nodeNames: [String] { drafts.filter { !$0.isIndicator }.map(\.id.value.text) }
    var indicatorNames: [String] { drafts.filter(\.isIndicator).map(\.id.value.text) }
}
