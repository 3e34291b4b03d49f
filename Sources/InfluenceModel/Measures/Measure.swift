/// A measure: a figure derived from the scores of several powers in one country.
///
/// Each is stored as a series of its own whose node is ``node(_:)``. Ids of a model's nodes hold no dot, so none can be
/// taken for a measure.
package struct Measure: Hashable, Sendable {
    package let kind: any MeasureKind

    package init(_ kind: any MeasureKind) {
        self.kind = kind
    }

    /// What a measure is about; the power of its series.
    package enum Subject: String, Sendable {
        /// One power.
        case power
        /// Two: `RUS+CHN`.
        case pair
        /// The country alone: `WLD`.
        case country
    }

    /// What a measure's name is followed by: `concentration.trade`, `overtaking.trade_share`.
    package enum Facet: String, Sendable {
        case channel, node
    }

    package enum Basis: String, Sendable {
        case dimensions, powers, sources, channels, partners, periods
    }

    /// What a measure is read from.
    package enum Material: Sendable {
        /// The powers' scores of the index and its dimensions.
        case index
        /// The powers' shares of the channels, or of the one that is its facet.
        case channels
        /// The signs of cooperation of the two powers.
        case signs
        /// The two powers' values of its facet, or of the index.
        case compared
    }

    /// The word that follows `measure.`.
    package var name: String { type(of: kind).name }
    package var subject: Subject { type(of: kind).subject }
    package var facet: Facet? { type(of: kind).facet }
    package var basis: Basis { type(of: kind).basis }
    package var definition: String { kind.definition }

    /// With the plan's numbers, where one is at hand.
    package func definition(in plan: MeasurePlan?) -> String { plan.map { kind.definition(in: $0) } ?? definition }

    package var unit: String { type(of: kind).unit }
    package var labels: [MeasureLabel] { type(of: kind).labels }

    /// The label of a value, with the powers for A and B; `nil` for a quantity.
    package func label(_ value: Double, pair: PowerPair?, plan: MeasurePlan? = nil) -> String? {
        kind.label(value, pair: pair, plan: plan)
    }

    package func range(scale: Scale) -> ClosedRange<Double>? { kind.range(on: scale) }

    /// `measure.tilt`, `measure.overtaking.trade_share`
    package func node(_ facet: NodeID? = nil) -> NodeID { Self.node(name, facet) }

    package static func == (left: Self, right: Self) -> Bool { AnyHashable(left.kind) == AnyHashable(right.kind) }

    package func hash(into hasher: inout Hasher) { AnyHashable(kind).hash(into: &hasher) }
}

/// What a code of a measure of states means.
package struct MeasureLabel: Hashable, Sendable {
    package let code: Int
    package let text: String

    package init(code: Int, text: String) {
        self.code = code
        self.text = text
    }

    /// With the powers in place of the A or B that it begins with.
    package func text(of pair: PowerPair?) -> String {
        guard let pair else { return text }
        if text.hasPrefix("A ") { return pair.first.text + text.dropFirst() }
        if text.hasPrefix("B ") { return pair.second.text + text.dropFirst() }
        return text
    }
}
