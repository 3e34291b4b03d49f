package import InfluenceModel

/// A method of aggregation with all there is to say of it: how it is written, what it does, how people read it. A row in
/// ``MethodKinds`` makes it one of the model language.
///
/// A method keeps two figures a cell, `sum` (of the weighted terms) and `present` (the weight of the children with a
/// value), and takes in child after child for many cells: memory is then read in long runs. Values are mapped onto the
/// node scale on the way: a pass of its own would double the time. A missing value (NaN) adds nothing to either figure,
/// which shares its weight among the present ones.
package protocol AggregationMethod: AggregationKind, WrittenMethod {
    /// Whether its value lies between the smallest and the largest child, so that it is on their scale; what rounding takes
    /// beyond them is brought back. Usual: false.
    static var isMean: Bool { get }
    /// Of a weighted mean, whether `sum` grows by w g(x) and `present` by w with each child, however many are taken in at a
    /// time: its rounding is then watched at a fraction of the cost. Usual: false.
    static var growsByChild: Bool { get }
    /// Whether the score is the sum of its children's shares. Usual: false.
    static var isAdditive: Bool { get }
    /// Whether the size of a child's weight matters. Usual: true.
    static var isWeighted: Bool { get }
    /// Whether a single missing child leaves no value. Usual: false.
    static var needsAllChildren: Bool { get }
    /// The children that it is of, where it is not of any number. Usual: `nil`.
    static var parts: FixedParts? { get }

    /// As people read it: `geometric mean of its parts`.
    var text: String { get }
    /// The values that it takes. Usual: all.
    var domain: AggregationDomain { get }
    /// What `sum` starts from. Usual: 0.
    var start: Double { get }
    /// Where it is a mean of the form g^-1(sum w g(x) / sum w): that, by which replications are computed many at a time.
    /// Usual: `nil`, and they are computed one by one.
    var quasiArithmetic: QuasiArithmetic? { get }

    /// Takes in the children. Where a value is refused what comes out says nothing.
    func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double])
    /// Turns the sums of each cell into its value, in place; NaN where no child is present, or the value is not finite.
    /// Usual: ``Sums/finish(_:_:_:)`` of the sums as they are.
    func finish(_ sum: inout [Double], _ present: [Double])
    /// Of a comparison: the scores of all units of a period, from their values in each criterion and its weight.
    func compare(_ criteria: [[Double]], weights: [Double]) -> [Double]
    /// Why there is no value for values of children that are in its ``domain``, beyond that a figure left the range of
    /// numbers. Usual: `nil`.
    func absence(of children: [NodeID], _ values: [Double]) -> Absence?
}

/// The number of children that a method is of.
package struct FixedParts: Hashable, Sendable {
    package let count: Int
    /// `a ratio`
    package let name: String
    /// `of its first child by its second`
    package let meaning: String

    package init(_ count: Int, name: String, meaning: String) {
        self.count = count
        self.name = name
        self.meaning = meaning
    }
}

/// The values that a method of aggregation takes.
package enum AggregationDomain: Hashable, Sendable {
    case all, notNegative, positive

    func refuses(_ value: Double) -> Bool {
        switch self {
        case .all: false
        case .notNegative: value < 0
        case .positive: value <= 0
        }
    }
}

extension AggregationMethod {
    package static var isMean: Bool { false }
    package static var growsByChild: Bool { false }
    package static var isAdditive: Bool { false }
    package static var isWeighted: Bool { true }
    package static var needsAllChildren: Bool { false }
    package static var parts: FixedParts? { nil }
    package var domain: AggregationDomain { .all }
    package var start: Double { 0 }
    package var quasiArithmetic: QuasiArithmetic? { nil }

    package func finish(_ sum: inout [Double], _ present: [Double]) {
        Sums.finish(&sum, present) { value, _ in value }
    }

    package func compare(_ criteria: [[Double]], weights: [Double]) -> [Double] { [] }
    package func absence(of children: [NodeID], _ values: [Double]) -> Absence? { nil }
}

extension Aggregation {
    /// What computes it. Of a value that no method of this module stands for nothing is known, and no score comes of it.
    package var arithmetic: any AggregationMethod { kind as? any AggregationMethod ?? UnknownAggregation() }
}

/// No score anywhere.
private struct UnknownAggregation: AggregationMethod {
    static let name = "unknown"
    static let form = MethodForm()

    init() {}
    init(_ given: MethodArguments) {}

    var text: String { Self.name }
    var start: Double { .nan }
    func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {}
}

/// What methods have in common.
package enum Sums {
    /// Takes in the children as the arithmetic mean does.
    static func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        for child in children { Arithmetic.add(child, to: &sum, &present) }
    }

    /// Puts the value of each cell in the place of its sum: none where it is not finite.
    @inline(__always)
    package static func finish(
        _ sum: inout [Double],
        _ present: [Double],
        _ value: (_ sum: Double, _ present: Double) -> Double
    ) {
        var sum = sum.mutableSpan
        let present = present.span
        // Counted, not branched on: the processor then works on several cells at once.
        var failures = 0
        for cell in present.indices {
            // Not -0: the two zeros print differently.
            let value = value(sum[cell], present[cell]) + 0
            failures &+= value.magnitude < .infinity || present[cell] == 0 ? 0 : 1
            sum[cell] = value
        }
        guard failures > 0 else { return }
        for cell in present.indices where !sum[cell].isFinite { sum[cell] = .nan }
    }
}
