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

/// One measure, as a value of the model. All there is to say of a measure stands in one file of
/// `InfluenceScoring/Measuring/Measures`; nothing else knows which there are.
package protocol MeasureKind: Hashable, Sendable {
    static var name: String { get }
    static var subject: Measure.Subject { get }
    /// What its coverage is a share of, and what its value was computed from.
    static var basis: Measure.Basis { get }
    /// What its name is followed by. Usual: `nil`, its name stands alone.
    static var facet: Measure.Facet? { get }
    /// Whether its name also stands alone: for the root. Usual: false.
    static var isOfRootToo: Bool { get }
    /// Whose data, statuses, breaks and caveats are its own. Usual: the index.
    static var material: [Measure.Material] { get }
    /// Whether it leaves out by itself what came about at breaks, so that its change owes nothing to them. Usual: false.
    static var leavesBreaksOut: Bool { get }
    /// Whether a figure of one or two powers is made of the scores of all. Usual: false.
    static var isOfAllPowers: Bool { get }
    /// What the codes of a measure of states mean; empty for a quantity. Usual: that.
    static var labels: [MeasureLabel] { get }
    /// What its values are counted in, in words. Usual: `0 to 1`, or the states.
    static var unit: String { get }

    /// The formula in words; A and B are the two powers of a pair.
    var definition: String { get }
    /// The same with the plan's numbers. Usual: as it is.
    func definition(in plan: MeasurePlan) -> String
    /// The label of a value. Usual: that of its code, with the powers of a pair for A and B.
    /// - Parameter plan: the model's, where one is at hand.
    func label(_ value: Double, pair: PowerPair?, plan: MeasurePlan?) -> String?
    /// The values that it can have, whatever the data; `nil` for one of states, and where there is no bound. Usual: 0...1.
    /// - Parameter scale: the model's, which bounds differences of scores.
    func range(on scale: Scale) -> ClosedRange<Double>?
    /// Whether the plan has what it is computed from. Usual: true.
    func isAsked(in plan: MeasurePlan) -> Bool
    /// What its name is followed by in a model, in the order in which they are shown; `nil` for the name alone. Usual: all
    /// channels whose partners are told apart, or all nodes whose values are compared, or the name alone.
    func facets(in model: Model) -> [NodeID?]
    /// Below which coverage it has no value. Usual: the plan's.
    func gate(in plan: MeasurePlan) -> Double
    /// How far it looks back. Usual: `nil`, not beyond the period.
    func span(in plan: MeasurePlan) -> CalendarDuration?
}

extension MeasureKind {
    package static var facet: Measure.Facet? { nil }
    package static var isOfRootToo: Bool { false }
    package static var material: [Measure.Material] { [.index] }
    package static var leavesBreaksOut: Bool { false }
    package static var isOfAllPowers: Bool { false }
    package static var labels: [MeasureLabel] { [] }
    package static var unit: String {
        labels.isEmpty ? "0 to 1" : "state (" + labels.map { "\($0.code) \($0.text)" }.joined(separator: ", ") + ")"
    }

    package func definition(in plan: MeasurePlan) -> String { definition }

    package func label(_ value: Double, pair: PowerPair?, plan: MeasurePlan?) -> String? {
        Self.labels.first { Double($0.code) == value }?.text(of: pair)
    }

    package func range(on scale: Scale) -> ClosedRange<Double>? { Self.labels.isEmpty ? 0...1 : nil }
    package func isAsked(in plan: MeasurePlan) -> Bool { true }
    package func facets(in model: Model) -> [NodeID?] { model.measureFacets(Self.facet) }
    package func gate(in plan: MeasurePlan) -> Double { plan.minCoverage }
    package func span(in plan: MeasurePlan) -> CalendarDuration? { nil }
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
