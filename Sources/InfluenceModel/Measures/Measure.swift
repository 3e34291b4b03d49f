import InfluenceText

/// The measures: figures derived from the scores of several powers in one country.
///
/// Each is stored as a series of its own whose node is ``node(_:)``. Ids of a model's nodes hold no dot, so none can be
/// taken for a measure.
package enum Measure: String, CaseIterable, Sendable {
    case share
    case tilt
    case contest
    case cooperation
    case coopetitionIntensity = "coopetition_intensity"
    case coopetitionBalance = "coopetition_balance"
    case coopetitionQuadrant = "coopetition_quadrant"
    case divisionOfLabour = "division_of_labour"
    case pattern
    case dependency
    case dependencyLinear = "dependency_linear"
    case dependencyJoint = "dependency_joint"
    case concentration
    case effectivePartners = "effective_partners"
    case multiVector = "multi_vector"
    case thirdShare = "third_share"
    case overtaking
    case overtakingLatest = "overtaking_latest"
    case overtakingGap = "overtaking_gap"
    case overtakingRatio = "overtaking_ratio"
    case displacement
    case momentum
    case momentumP = "momentum_p"
    case probabilityAbove = "probability_above"

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

    package var subject: Subject {
        switch self {
        case .share, .dependency, .dependencyLinear, .momentum, .momentumP: .power
        case .concentration, .effectivePartners, .multiVector: .country
        default: .pair
        }
    }

    /// `nil`: its name stands alone.
    package var facet: Facet? {
        switch self {
        case .concentration, .effectivePartners: .channel
        case .overtaking, .overtakingLatest, .overtakingGap, .overtakingRatio, .probabilityAbove: .node
        default: nil
        }
    }

    /// Whether its name also stands alone: for the root.
    package var isOfRootToo: Bool { self == .probabilityAbove }

    /// What the measure's coverage is a share of, and what its value was computed from.
    package var basis: Basis {
        switch self {
        case .share, .multiVector, .thirdShare, .displacement, .overtaking, .overtakingLatest, .overtakingGap,
            .overtakingRatio, .probabilityAbove:
            .powers
        case .momentum, .momentumP: .periods
        case .cooperation: .sources
        case .dependency, .dependencyLinear, .dependencyJoint: .channels
        case .concentration, .effectivePartners: .partners
        default: .dimensions
        }
    }

    package enum Basis: String, Sendable {
        case dimensions, powers, sources, channels, partners, periods
    }

    /// The formula in words; A and B are the two powers of a pair.
    package var definition: String {
        switch self {
        case .share: "the power's index over the sum of the indices of the powers with one that are inside no other"
        case .tilt: "(B - A) / (B + A) of the index: -1 all A, 1 all B"
        case .contest: "the weighted mean of the smaller of A's and B's score, over the dimensions of both: 0 to 1"
        case .cooperation: "mean of the signs of cooperation of A and B that are known: 0 to 1"
        case .coopetitionIntensity: "square root of contest x cooperation (scaled): 0 to 1"
        case .coopetitionBalance: "(contest - cooperation) / (contest + cooperation): -1 all cooperation, 1 all contest"
        case .coopetitionQuadrant: "contest and cooperation, each high or low"
        case .divisionOfLabour: "half the sum of the differences of A's and B's structure by dimension: 0 same, 1 apart"
        case .pattern: "whether A leads its dimension and B the other, by their scores and in their structures"
        case .dependency:
            "the weighted mean over the known channels, the larger a share the more it counts: 1 where each is the "
                + "saturating share or above"
        case .dependencyLinear: "the weighted mean of the power's shares of the known channels: 0 to 1"
        case .dependencyJoint: "dependency on A and B together, of one period and reporter a channel"
        case .concentration:
            "Herfindahl-Hirschman index over all partners of the channel in the newest period that names enough of them: "
                + "0 to 1"
        case .effectivePartners: "1 / concentration: as many partners of equal size"
        case .multiVector: "(effective powers - 1) / (powers - 1): 0 one power, 1 all alike"
        case .thirdShare: "1 - A's share - B's share"
        case .overtaking:
            "who leads by more than the margin, believed after some new data periods; begins anew at a break"
        case .overtakingLatest: "who leads by more than the margin, by the newest data alone"
        case .overtakingGap: "B - A, of one period and reporter: percentage points of raw shares, points of scores"
        case .overtakingRatio: "whether one has more than the given multiple of the other"
        case .displacement: "how far B's gain of share is A's loss: 0 to 1"
        case .momentum: "Theil-Sen slope of the index over the span's periods with newer data: points a year"
        case .probabilityAbove:
            "share of the replications in which B is above A, ties half: 0 to 1; of the last period only"
        case .momentumP: "two-sided p of the sign test over the index's changes between those periods"
        }
    }

    /// What its values are counted in, in words.
    package var unit: String {
        switch self {
        case .tilt, .coopetitionBalance: "-1 to 1"
        case .effectivePartners: "partners"
        case .overtakingGap: "points"
        case .momentum: "points a year"
        case .momentumP, .probabilityAbove: "probability"
        default:
            labels.isEmpty
                ? "0 to 1" : "state (" + labels.map { "\($0.code) \($0.text)" }.joined(separator: ", ") + ")"
        }
    }

    /// What the codes of a measure of states mean; empty for a quantity.
    package var labels: [MeasureLabel] {
        switch self {
        case .coopetitionQuadrant: Quadrant.allCases.map { MeasureLabel(code: $0.rawValue, text: "\($0)") }
        case .pattern: [MeasureLabel(code: 0, text: "no"), MeasureLabel(code: 1, text: "yes")]
        case .overtaking, .overtakingLatest:
            [
                MeasureLabel(code: -1, text: "A leads"), MeasureLabel(code: 0, text: "contested"),
                MeasureLabel(code: 1, text: "B leads"),
            ]
        case .overtakingRatio:
            [
                MeasureLabel(code: -1, text: "A far ahead"), MeasureLabel(code: 0, text: "neither far ahead"),
                MeasureLabel(code: 1, text: "B far ahead"),
            ]
        default: []
        }
    }

    /// The label of a value, with the powers for A and B; `nil` for a quantity.
    /// - Parameter plan: the model's, which says how many times the other's value is far ahead.
    package func label(_ value: Double, pair: PowerPair?, plan: MeasurePlan? = nil) -> String? {
        guard let text = labels.first(where: { Double($0.code) == value })?.text else { return nil }
        guard let pair else { return text }
        if self == .overtakingRatio, let ratio = plan?.overtaking?.ratio {
            let multiple = Self.multiple(ratio)
            guard value != 0 else { return "neither has more than \(multiple) the other's" }
            let (ahead, behind) = value < 0 ? (pair.first, pair.second) : (pair.second, pair.first)
            return "\(ahead) has more than \(multiple) \(behind)'s"
        }
        if text.hasPrefix("A ") { return pair.first.text + text.dropFirst() }
        if text.hasPrefix("B ") { return pair.second.text + text.dropFirst() }
        return text
    }

    /// `twice`, `2.5 times`
    package static func multiple(_ ratio: Double) -> String {
        ratio == 2 ? "twice" : "\(DecimalText.shortest(ratio)) times"
    }

    private static let prefix = "measure."

    /// `measure.tilt`, `measure.overtaking.trade_share`
    package func node(_ facet: NodeID? = nil) -> NodeID {
        NodeID(Self.prefix + rawValue + (facet.map { ".\($0)" } ?? ""))
    }

    /// Reads the id of a measure's series; `nil` for a node of a model or an unknown measure.
    package static func read(_ node: NodeID) -> (measure: Measure, facet: NodeID?)? {
        guard isMeasure(node) else { return nil }
        let parts = node.text.dropFirst(prefix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard let name = parts.first, parts.count <= 2, let measure = Measure(rawValue: String(name)),
            measure.facet == nil ? parts.count == 1 : parts.count == 2 || measure.isOfRootToo,
            parts.dropFirst().allSatisfy({ !$0.isEmpty })
        else { return nil }
        return (measure, parts.count == 2 ? NodeID(String(parts[1])) : nil)
    }

    package static func isMeasure(_ node: NodeID) -> Bool { node.text.hasPrefix(prefix) }
}

/// What a code of a measure of states means.
package struct MeasureLabel: Hashable, Sendable {
    package let code: Int
    package let text: String
}

/// Where contest and cooperation stand. The code is twice the contest's half plus the cooperation's.
package enum Quadrant: Int, CaseIterable, Sendable {
    case detached, partnership, rivalry, coopetition
}
