import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite struct MeasureFormulaTests {
    /// Weights, A's and B's scores by dimension.
    private func structure(_ parts: [(Double, Double, Double)]) -> PairStructure {
        var structure = PairStructure()
        for (dimension, part) in parts.enumerated() {
            structure.parts.append(.init(dimension: dimension, weight: part.0, first: part.1, second: part.2))
        }
        return structure
    }

    @Test func `The figures of a pair are those worked out by hand`() {
        // I_A = 0.5 x 0.2 + 0.3 x 0.9 + 0.2 x 0.4 = 0.45; I_B = 0.5 x 0.6 + 0.3 x 0.1 + 0.2 x 0.4 = 0.41
        let pair = structure([(0.5, 0.2, 0.6), (0.3, 0.9, 0.1), (0.2, 0.4, 0.4)])
        #expect(abs(pair.tilt - (0.41 - 0.45) / 0.86) < 1e-15)
        #expect(abs(pair.contest - (0.5 * 0.2 + 0.3 * 0.1 + 0.2 * 0.4)) < 1e-15)
        let parts = [0.1 / 0.45 - 0.3 / 0.41, 0.27 / 0.45 - 0.03 / 0.41, 0.08 / 0.45 - 0.08 / 0.41]
        #expect(abs(pair.divisionOfLabour - parts.reduce(0) { $0 + $1.magnitude } / 2) < 1e-15)
        #expect(pair.pattern(firstLeads: 1, secondLeads: 0, tolerance: 0.05) == 1)
        #expect(pair.pattern(firstLeads: 1, secondLeads: 0, tolerance: 0.53) == 0)
        #expect(pair.pattern(firstLeads: 0, secondLeads: 1, tolerance: 0.05) == 0)
        // KAZ 2023: the structures differ as the pattern has it, but A leads the economy too.
        let kaz = structure([(0.43, 0.464, 0.427), (0.21, 0.864, 0.141), (0.36, 0.852, 0.378)])
        #expect(kaz.pattern(firstLeads: 1, secondLeads: 0, tolerance: 0.05) == 0)
        let turned = structure([(0.43, 0.424, 0.427), (0.21, 0.864, 0.141), (0.36, 0.852, 0.378)])
        #expect(turned.pattern(firstLeads: 1, secondLeads: 0, tolerance: 0.05) == 1)
        // B leads both, A's structure leans to its dimension none the less.
        let led = structure([(0.5, 0.1, 0.9), (0.5, 0.4, 0.5)])
        #expect(led.pattern(firstLeads: 1, secondLeads: 0, tolerance: 0.05) == 0)
        // Equal scores are no lead.
        let even = structure([(0.5, 0.2, 0.6), (0.5, 0.5, 0.5)])
        #expect(even.pattern(firstLeads: 1, secondLeads: 0, tolerance: 0.05) == 0)
        #expect(pair.pattern(firstLeads: 1, secondLeads: 3, tolerance: 0.05).isNaN)
    }

    @Test func `A pair with an index of 0, or with nothing in common, has no figures`() {
        for pair in [structure([(1, 0, 0.5), (1, 0, 0.2)]), structure([(1, 0.5, 0)]), structure([])] {
            #expect(pair.tilt.isNaN && pair.contest.isNaN && pair.divisionOfLabour.isNaN)
            #expect(pair.pattern(firstLeads: 0, secondLeads: 1, tolerance: 0).isNaN)
        }
        #expect(structure([(1, 0.5, 0.2)]).divisionOfLabour.isNaN, "one dimension has no structure")
        #expect(!structure([(1, 0.5, 0.2)]).tilt.isNaN)
    }

    @Test func `Figures of pairs stay in their ranges, and know A from B`() {
        var random = SplitMix(8)
        for _ in 0..<2_000 {
            let parts = (0..<Int.random(in: 2...5, using: &random)).map { _ -> (Double, Double, Double) in
                let weight = Double.random(in: 0.01...2, using: &random)
                let scores = [0, 1].map { _ in random.chance(0.1) ? 0 : Double.random(in: 0...1, using: &random) }
                return (weight, scores[0], scores[1])
            }
            let pair = structure(parts)
            let mirrored = structure(parts.map { ($0.0, $0.2, $0.1) })
            guard !pair.tilt.isNaN else { continue }
            #expect(pair.tilt == -mirrored.tilt)
            #expect(pair.contest == mirrored.contest)
            #expect(abs(pair.divisionOfLabour - mirrored.divisionOfLabour) < 1e-15)
            #expect((-1...1).contains(pair.tilt) && (0...1).contains(pair.contest))
            #expect((0...1).contains(pair.divisionOfLabour))
        }
    }

    @Test func `Coopetition is high where contest and cooperation both are`() {
        let plan = MeasurePlan.Coopetition(scale: 0.5, threshold: 0.33, hysteresis: 0.05, sources: [])
        #expect(plan.intensity(contest: 0.36, cooperation: 0.8) == 0.6)
        #expect(abs(plan.intensity(contest: 0.4, cooperation: 0.2) - 0.4) < 1e-15)
        #expect(plan.balance(contest: 0.4, cooperation: 0.2) == 0)
        #expect(plan.balance(contest: 0.5, cooperation: 0) == 1)
        #expect(plan.balance(contest: 0, cooperation: 0).isNaN)
        // Before: as if cooperation were full.
        #expect(plan.intensity(contest: 0.4, cooperation: .nan).isNaN)
        #expect(plan.balance(contest: 0.4, cooperation: .nan).isNaN)
    }

    @Test func `A quadrant changes only beyond the threshold by the hysteresis`() {
        var state = QuadrantState(.init(scale: 0.5, threshold: 0.33, hysteresis: 0.05, sources: []))
        let steps: [(Double, Double, Quadrant?)] = [
            (0.33, 0.1, .rivalry), (0.29, 0.1, .rivalry), (0.28, 0.1, .rivalry), (0.27, 0.1, .detached),
            (0.37, 0.18, .detached), (.nan, 0.5, nil), (0.39, 0.18, .rivalry), (0.39, 0.2, .coopetition),
            (0.2, 0.15, .partnership),
        ]
        for (contest, cooperation, expected) in steps {
            #expect(state.update(contest: contest, cooperation: cooperation) == expected, "\(contest) \(cooperation)")
        }
    }

    /// Before: "some new data periods", which the model knows.
    @Test func `The formula of who leads names the periods that a lead is held for`() {
        for (hold, words) in [(1, "after 1 new data period;"), (2, "after 2 new data periods;"), (12, "after 12 new")] {
            let plan = MeasurePlan(overtaking: .init(shares: [], shareMargin: 1, scoreMargin: 2, hold: hold, ratio: 2))
            #expect(Measure.overtaking.definition(in: plan).contains(words))
        }
        #expect(Measure.overtaking.definition(in: nil).contains("after new data periods;"))
        #expect(Measure.tilt.definition(in: MeasurePlan()) == Measure.tilt.definition)
    }

    @Test func `A lead is believed after two new data periods`() {
        var held = HeldLead(hold: 2)
        let steps: [(Lead, Bool, Lead)] = [
            (.first, true, .first), (.second, true, .first), (.second, false, .first), (.first, true, .first),
            (.second, true, .first), (.contested, true, .first), (.second, true, .first), (.second, false, .first),
            (.second, true, .second), (.second, true, .second), (.contested, true, .second),
            (.contested, true, .contested),
        ]
        for (number, step) in steps.enumerated() {
            #expect(held.update(step.0, isNewData: step.1) == step.2, "step \(number)")
        }
        // Another series begins: what comes first is believed, and owes nothing to what was before.
        #expect(held.update(.first, isNewData: true, isBreak: true) == .first)
        #expect(held.update(.second, isNewData: true) == .first)
        #expect(held.update(.second, isNewData: true, isBreak: true) == .second)
        #expect(Lead(gap: 1, margin: 1, ofSize: 0) == .contested)
        #expect(Lead(gap: -1.01, margin: 1, ofSize: 0) == .first)
        #expect(Lead(first: 0, second: 0, multiple: 2) == .contested)
        #expect(Lead(first: 10, second: 20, multiple: 2) == .contested)
        #expect(Lead(first: 10, second: 20.1, multiple: 2) == .second)
    }

    @Test
    func
        `Dependency is convex in a share, full from the saturating one on, and joined over the channels that are known`()
    {
        let channels = ["trade", "arms", "energy"].map { MeasurePlan.Channel(id: $0, weight: 1, share: $0) }
        let plan = MeasurePlan.Dependency(saturation: 0.8, minAttributed: 0.8, channels: channels)
        #expect(plan.saturating(0) == 0 && plan.saturating(0.8) == 1 && plan.saturating(1) == 1)
        // Each tenth counts for more than the one before.
        for tenth in 1...7 {
            let (below, share, above) = (Double(tenth - 1) / 10, Double(tenth) / 10, Double(tenth + 1) / 10)
            #expect(plan.saturating(share) < (plan.saturating(below) + plan.saturating(above)) / 2)
        }
        // ln(0.5) / ln(0.2)
        #expect(abs(plan.saturating(0.5) - 0.43067655807339306) < 1e-15)
        var mean = ChannelMean(plan)
        mean.add(channels[0], percent: 50, freshness: .aging)
        mean.add(channels[1], percent: .nan, freshness: .missing)
        mean.add(channels[2], percent: .nan, freshness: .notApplicable)
        #expect(mean.linearScore(gate: 0.5) == Score(value: 0.5, coverage: 0.5, confidence: 0.375))
        #expect(mean.linearScore(gate: 0.6) == Score(value: nil, coverage: 0.5, confidence: 0.375))
        #expect(mean.saturatingScore(gate: 0).value == plan.saturating(0.5))
        #expect(ChannelMean(plan).linearScore(gate: 0) == .none)
    }

    @Test func `Displacement is 1 where the one gains just what the other loses`() {
        #expect(PowerShares.displacement(first: -0.2, second: 0.2) == 1)
        #expect(PowerShares.displacement(first: -0.4, second: 0.1) == 0.25)
        #expect(PowerShares.displacement(first: -0.1, second: 0.4) == 0.25)
        #expect(PowerShares.displacement(first: 0.1, second: 0.4) == 0)
        #expect(PowerShares.displacement(first: 0.1, second: -0.1) == 0)
        #expect(PowerShares.displacement(first: .nan, second: 0.1).isNaN)
    }

    @Test func `The moving slope is the median of all slopes of the window`() {
        var random = SplitMix(3)
        for _ in 0..<40 {
            var window = TheilSen()
            var points: [(time: Double, value: Double)] = []
            for step in 0..<90 {
                let time = Double(step) / 12
                if !random.chance(0.1) {
                    // Steps, as yearly data make them, and noise.
                    let value = random.chance(0.7) ? points.last?.value ?? 1 : .random(in: 0...100, using: &random)
                    points.append((time, value))
                }
                let start = Double(step - 35) / 12
                points.removeAll { $0.time < start }
                window.move(to: start, adding: points.last.flatMap { $0.time == time ? $0.value : nil }, at: time)
                var slopes: [Double] = []
                for (number, one) in points.enumerated() {
                    for other in points[(number + 1)...] {
                        slopes.append((other.value - one.value) / (other.time - one.time))
                    }
                }
                slopes.sort()
                #expect(window.count == points.count)
                guard !slopes.isEmpty else {
                    #expect(window.slope.isNaN)
                    continue
                }
                let middle = slopes.count / 2
                let median =
                    slopes.count.isMultiple(of: 2) ? (slopes[middle - 1] + slopes[middle]) / 2 : slopes[middle]
                #expect(window.slope == median)
            }
        }
    }

    @Test func `The sign test gives the binomial probabilities of any number of signs`() {
        #expect(SignTest.p(up: 0, down: 0) == 1)
        #expect(SignTest.p(up: 3, down: 0) == 0.25)
        #expect(SignTest.p(up: 1, down: 7) == 0.0703125)
        #expect(SignTest.p(up: 4, down: 4) == 1)
        #expect(SignTest.p(up: 7, down: 1) == SignTest.p(up: 1, down: 7))
        // 2 sum C(n, i) / 2^n in exact fractions.
        for (up, down, p) in [
            (470, 530, 0.06202319509836318), (471, 531, 0.06228454084239069), (1_600, 1_400, 0.0002785639610392337),
            (2_900, 3_100, 0.010191041523412898), (1_900, 100, 0),
        ] {
            #expect(abs(SignTest.p(up: up, down: down) - p) <= 1e-13 * p, "\(up) and \(down)")
        }
        #expect(SignTest.p(up: 100_000, down: 0) == 0)
    }
}
