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

    func document() -> JSONValue {
        [
            "since_period": .string(orNull: sincePeriod?.description),
            "since_as_of": .string(orNull: sinceTime?.description),
            "from": .number(orNull: from),
            "to": .number(orNull: to),
            "model_changed": .bool(isOtherModel),
            "method": .string(orNull: attribution?.method.rawValue),
            "reason": .string(orNull: reason),
            "items": .array(attribution?.items.map(item) ?? []),
        ]
    }

    private func item(_ item: Attribution.Item) -> JSONValue {
        [
            "group": .string(item.group.rawValue),
            "node": .string(item.node.text),
            // What only the old model had has no title in the new one.
            "title": .string(model.node(item.node)?.title ?? ""),
            "effect": .number(item.effect),
            "from": .number(orNull: item.before?.value),
            "to": .number(orNull: item.after?.value),
            "weight_from": .number(orNull: item.before?.weight),
            "weight_to": .number(orNull: item.after?.weight),
            "raw_from": .number(orNull: item.before?.raw),
            "raw_to": .number(orNull: item.after?.raw),
            "unit": .string(orNull: model.node(item.node)?.indicator?.unit),
            "period_from": .string(orNull: item.before?.period?.description),
            "period_to": .string(orNull: item.after?.period?.description),
            "reporter_from": .string(orNull: item.before?.reporter),
            "reporter_to": .string(orNull: item.after?.reporter),
            "status_from": .string(orNull: item.before?.status?.rawValue),
            "status_to": .string(orNull: item.after?.status?.rawValue),
            "breaks": Document.breaks(item.breaks.isEmpty ? [] : breaks.flatMap { $0(item.node) } ?? item.breaks),
        ]
    }
}
