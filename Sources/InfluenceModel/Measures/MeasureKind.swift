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
