internal import InfluenceModel

/// Two powers by the dimensions that both have a score in, and what is computed from them. x is 0 at the low end of the scale
/// and 1 at its high end, I = sum w x.
///
/// Every figure is NaN where an x is below the scale, either power's I is 0, weights are so large that no number is their sum,
/// or there is no common dimension.
struct PairStructure {
    struct Part {
        /// Position.
        let dimension: Int
        let weight: Double
        let first: Double
        let second: Double
        /// The lesser of the two scores'.
        var confidence = 1.0
    }

    var parts: [Part] = []
    /// Of all dimensions, common or not.
    var totalWeight = 0.0

    /// The share of the root's weight that the common dimensions have.
    var coverage: Double { totalWeight > 0 ? sum { _ in 1 } / totalWeight : 0 }
    /// The same derated by the confidence in the scores: what is missing lowers it.
    var confidence: Double { totalWeight > 0 ? sum(\.confidence) / totalWeight : 0 }

    private func sum(_ term: (Part) -> Double) -> Double {
        var sum = 0.0
        for part in parts { sum += part.weight * term(part) }
        return sum
    }

    var first: Double { sum(\.first) }
    var second: Double { sum(\.second) }
    private var isEmpty: Bool {
        belowScale != nil || !(first > 0 && second > 0 && (first + second).isFinite)
    }

    /// The first part with a score below the scale, and whether it is A's: it is no part of an index.
    var belowScale: (part: Part, isFirst: Bool)? {
        parts.first { $0.first < 0 || $0.second < 0 }.map { ($0, $0.first < 0) }
    }

    /// (I_B - I_A) / (I_B + I_A): -1...1.
    var tilt: Double {
        isEmpty ? .nan : (second - first) / (second + first)
    }

    /// sum w min(x_A, x_B) / sum w: 0...1, more where both are above the scale. Source: Finger and Kreinin (1979), export
    /// similarity.
    var contest: Double {
        if isEmpty { return .nan }
        return Extent(parts.map { min($0.first, $0.second) })
            .kept(sum { min($0.first, $0.second) } / sum { _ in 1 })
    }

    /// What a dimension adds to it.
    func contestPart(_ part: Part) -> Double {
        part.weight * min(part.first, part.second) / parts.reduce(0) { $0 + $1.weight }
    }

    /// 1/2 sum |pi_A - pi_B|, pi = w x / I: 0...1. NaN with fewer than two common dimensions: one has no structure.
    /// Source: Krugman (1991), specialisation index.
    var divisionOfLabour: Double {
        guard !isEmpty, parts.count >= 2 else { return .nan }
        let (first, second) = (self.first, self.second)
        var sum = 0.0
        for part in parts { sum += (part.weight * part.first / first - part.weight * part.second / second).magnitude }
        return min(1, sum / 2)
    }

    /// 1 where A leads one dimension and B the other: in fact, by the higher score, and in structure, by more of its own
    /// than the other has, beyond the tolerance; else 0. NaN where one of the dimensions is not common.
    func pattern(firstLeads: Int, secondLeads: Int, tolerance: Double) -> Double {
        guard !isEmpty, let one = parts.first(where: { $0.dimension == firstLeads }),
            let other = parts.first(where: { $0.dimension == secondLeads })
        else { return .nan }
        // Scores on 0...1 of the scale.
        guard one.first.exceeds(one.second, ofSize: 1), other.second.exceeds(other.first, ofSize: 1) else { return 0 }
        let (first, second) = (self.first, self.second)
        let lead = one.weight * one.first / first - one.weight * one.second / second
        let reply = other.weight * other.second / second - other.weight * other.first / first
        // Differences of shares of a whole.
        return lead.exceeds(tolerance, ofSize: 1) && reply.exceeds(tolerance, ofSize: 1) ? 1 : 0
    }
}
