package import InfluenceModel

/// Why the score of a node is no longer what it was: a waterfall from the old score to the new one.
///
/// Guarantee: `from` and the effects of the items, summed in order, give `to` to within 1e-12 of the scale. Exchanging the
/// two ends negates every effect, but for the order of two steps where the model changed between them.
///
/// Source: additive scores by T. L. Bennet, "The theory of measurement of changes in cost of living" (1920), dI = sum
/// mean(W) dx + sum mean(x) dW; all others by L. S. Shapley, "A value for n-person games" (1953).
package struct Attribution: Hashable, Sendable {
    package let node: NodeID
    package let from: Double
    package let to: Double
    package let method: Method
    /// By group, in the order of ``Group``; in a group the largest effect first. Nothing without an effect.
    package let items: [Item]

    package enum Method: String, CaseIterable, Sendable {
        /// Midpoints, exact: the score is a weighted sum.
        case bennet
        /// Shapley values, exact: the mean over all orders in which the changes may have come.
        case shapley
        /// Shapley values, the mean over a fixed sample of orders.
        case sampled
    }

    /// What kind of change an effect is due to.
    package enum Group: String, CaseIterable, Sendable {
        /// A newer period was observed.
        case newPeriod = "new_period"
        /// The same periods were observed, with other values.
        case revision
        /// Another reporter is read: the two may differ without anything having happened.
        case reporterSwitch = "reporter_switch"
        /// The reporter itself says that its series breaks (status B), or another indicator is read in place of the own
        /// one.
        case seriesBreak = "break"
        /// The same observations, seen from later: their age or the window changed what they say.
        case decay
        /// A value that is not observed at either end, but filled in, changed with what it is filled in from.
        case imputation
        /// What the values are compared with changed (the range or the mean of a relative normalisation), not the values.
        case normalisation
        /// Weights that come from the data changed, or those that the model gives by period.
        case weights
        /// There was no value before, and there is one now. In the effect: that it takes weight from its siblings.
        case entered
        /// There is no value any more. In the effect: that its weight passes to its siblings.
        case left
        /// Everything beneath the node left, and something else entered.
        case coverage
        /// The model changed: the step from the new data under the old model to the new data under the new one.
        case model
        /// What sampling or rounding leaves.
        case residual
    }

    package struct Item: Hashable, Sendable {
        package let group: Group
        /// Mostly an indicator; an aggregate where it entered or left as a whole (its coverage passed the gate), for the
        /// normalisation of an aggregate, and for weights of ``reweighted`` children.
        package let node: NodeID
        /// The node at the two ends; `nil` where it is in only one of two models, or the item is about no single node.
        package let before: State?
        package let after: State?
        /// In points of the explained node's score.
        package let effect: Double
        /// Why the two values cannot be compared; empty where they can.
        package var breaks: [SeriesBreak] = []
        /// Of the weights beneath an aggregate whose score is not taken apart child by child: its children that have
        /// another weight now, in the model's order.
        package var reweighted: [Reweighting] = []
    }

    /// What a node weighed among its siblings, and what it weighs, as the model gives it or as it was found.
    package struct Reweighting: Hashable, Sendable {
        package let node: NodeID
        package let before: Double
        package let after: Double
    }

    /// What a node was at one end.
    package struct State: Hashable, Sendable {
        package let value: Double?
        /// Its weight in the explained node, 0...1.
        package let weight: Double?
        /// Of an indicator, before normalisation.
        package let raw: Double?
        /// The newest period that was observed of it, and by whom.
        package let period: Period?
        package let reporter: String?
        /// What its reporter says of that period's value.
        package let status: ObservationStatus?
    }
}

/// Why a change is not attributed.
package enum AttributionError: Error, Hashable, Sendable {
    case noScoreBefore(NodeID)
    case noScoreAfter(NodeID)
    /// The model changed, and the old one gives no score for the new data.
    case noScoreUnderOldModel(NodeID)
    case notInModel(NodeID)
    /// Two explanations of different dyads, or of different models where one is meant.
    case differentTrees
    /// A node whose score depends on the scores of other powers and countries, and not on its parts alone.
    case needsWholeTable(NodeID)
    /// A mixture of old and new parts has no score: the method of the node refuses it.
    case undefinedBetween(NodeID)
    /// The change, or a part of it, is beyond the range of floating-point numbers.
    case notFinite(NodeID)
}

extension AttributionError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .noScoreBefore(let node): "there was no score of \(node) to start from: the data did not suffice"
        case .noScoreAfter(let node): "there is no score of \(node) to arrive at: the data do not suffice"
        case .noScoreUnderOldModel(let node):
            "the model changed in between, and the old one gives no score of \(node) for the new data"
        case .notInModel(let node): "the model in force then had no node \(node)"
        case .differentTrees: "the two scores are not of one power, country and model"
        case .needsWholeTable(let node):
            "\(node) compares each power and country with all others, so its score is not made of its own parts"
        case .notFinite(let node): "the change of \(node) is too large for a floating-point number"
        case .undefinedBetween(let node):
            "\(node) has no score for some mixtures of old and new parts, so their effects cannot be told apart"
        }
    }
}
