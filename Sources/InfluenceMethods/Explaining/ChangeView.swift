import InfluenceControl
import InfluenceModel
import InfluenceScoring

/// A change as `Explain` answers it.
struct ChangeView {
    let node: NodeID
    private let model: Model
    private var from: Double?
    private let to: Double?
    private var attribution: Attribution?
    var sincePeriod: Period?
    var sinceTime: Instant?
    var isOtherModel = false
    /// The breaks of an indicator between two periods, each with the period since when; `nil` where the two ends are of one.
    var breaks: ((NodeID) -> [SeriesBreak]?)?
    /// Why the change is not attributed.
    var reason: String?

    /// - Parameters:
    ///   - to: The new score.
    ///   - model: The one of the new score.
    init(node: NodeID, to: Double?, model: Model) {
        self.node = node
        self.to = to
        self.model = model
    }

    /// - Parameter middle: The new data under the old model, where the model changed.
    mutating func attribute(from old: Explanation, through middle: Explanation? = nil, to new: Explanation) {
        from = old[node]?.score.value
        do throws(AttributionError) {
            attribution =
                if let middle {
                    try Attribution(of: node, from: old, through: middle, to: new)
                } else {
                    try Attribution(of: node, from: old, to: new)
                }
        } catch {
            switch error {
            case .noScoreBefore, .noScoreAfter:
                reason = PresenceChange(of: node, from: old, to: new)?.description ?? error.description
            default: reason = error.description
            }
        }
    }

    func document() -> IndexInterface.Change {
        IndexInterface.Change(
            sincePeriod: sincePeriod?.description,
            sinceAsOf: sinceTime?.description,
            from: from,
            to: to,
            modelChanged: isOtherModel,
            method: attribution?.method.rawValue,
            reason: reason,
            items: attribution?.items.map(item) ?? []
        )
    }

    private func item(_ item: Attribution.Item) -> IndexInterface.ChangeItem {
        IndexInterface.ChangeItem(
            group: item.group.rawValue,
            node: item.node.text,
            // What only the old model had has no title in the new one.
            title: model.node(item.node)?.title ?? "",
            effect: item.effect,
            from: item.before?.value,
            to: item.after?.value,
            weightFrom: item.before?.weight,
            weightTo: item.after?.weight,
            rawFrom: item.before?.raw,
            rawTo: item.after?.raw,
            unit: model.node(item.node)?.indicator?.rawUnit,
            periodFrom: item.before?.period?.description,
            periodTo: item.after?.period?.description,
            reporterFrom: item.before?.reporter,
            reporterTo: item.after?.reporter,
            statusFrom: item.before?.status?.rawValue,
            statusTo: item.after?.status?.rawValue,
            breaks: Document.breaks(item.breaks.isEmpty ? [] : breaks.flatMap { $0(item.node) } ?? item.breaks),
            reweighted: item.reweighted.isEmpty
                ? nil
                : item.reweighted.map { moved in
                    IndexInterface.Reweighting(
                        node: moved.node.text,
                        title: model.node(moved.node)?.title ?? "",
                        from: moved.before,
                        to: moved.after
                    )
                }
        )
    }
}
