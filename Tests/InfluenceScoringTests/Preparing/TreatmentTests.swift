import InfluenceModel
import Testing

@testable import InfluenceScoring

@Suite struct TreatmentTests {
    private let outliers = (1...20).map(Double.init) + [100, 400]

    @Test func `Winsorisation sets the highest points to the next, until the values pass`() {
        let (values, outcome) = Treatment(steps: [.winsorise(5), .log]).apply(to: outliers)
        let expected: [Double] = (1...20).map(Double.init) + [20, 20]
        #expect(values == expected)
        #expect(outcome.attempts.map(\.points) == [2] && outcome.passes == true && outcome.before.passes == false)
        let (low, _) = Treatment(steps: [.winsorise(5)]).apply(to: outliers.map { -$0 })
        let mirrored = values.map { -$0 }
        #expect(low == mirrored)
    }

    @Test func `A step that fails is forgotten: the next one starts from the original values`() {
        let (values, outcome) = Treatment(steps: [.winsorise(1), .log]).apply(to: outliers)
        #expect(outcome.attempts.count == 2 && outcome.applied == 1)
        #expect(outcome.attempts[0].after.passes == false)
        // log(x - min + (max - min) / 100)
        #expect(abs(values[0] - 1.3837912309017721) < 1e-12)
        #expect(values == values.sorted())
        #expect(Set(values).count == 22)
    }

    @Test func `In a chain the next step goes on from the one before`() {
        let chain = Treatment(steps: [.winsorise(1), .log], isChained: true)
        let (values, outcome) = chain.apply(to: outliers)
        #expect(outcome.attempts.count == 2 && outcome.applied == 1)
        // Winsorised, 400 is 100: ln(1 - 1 + 0.99).
        #expect(abs(values[0] + 0.010050335853501450) < 1e-14)
        #expect(values[20] == values[21])
        // One step is a chain of one, and what passes needs no more.
        for steps in [[Treatment.Step.log], [.winsorise(5), .log]] {
            #expect(
                Treatment(steps: steps, isChained: true).apply(to: outliers).values
                    == Treatment(steps: steps).apply(to: outliers).values
            )
        }
        // A step that leaves what has no tails is undone, not those before it.
        let undone = Treatment(steps: [.winsorise(1), .boxCox(lambda: 400)], isChained: true)
        let (before, told) = undone.apply(to: outliers)
        #expect(before == (1...20).map(Double.init) + [100, 100])
        #expect(told.attempts.count == 2 && told.applied == 0)
    }

    @Test func `The last step stands even where it fails`() {
        let (values, outcome) = Treatment(steps: [.winsorise(1)]).apply(to: outliers)
        let expected: [Double] = (1...20).map(Double.init) + [100, 100]
        #expect(values == expected)
        #expect(outcome.applied == 0 && outcome.passes == false)
    }

    @Test func `Values beyond two percentiles are set to them, whether they pass or not`() {
        let clip = Treatment(clip: .init(low: 10, high: 90), steps: [])
        // Of 0, 1, ... 10 they are 1 and 9.
        let (values, outcome) = clip.apply(to: (0...10).map(Double.init))
        #expect(values == [1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9])
        #expect(outcome.clipped == 2 && outcome.attempts.isEmpty && outcome.before.passes == true)
        // Between two of them: of four values the 2.5th is at .075 of the way from the first to the second.
        let four = Treatment(clip: .init(low: 2.5, high: 100), steps: []).apply(to: [40, 0, 10, 20]).values
        #expect(abs(four[1] - 0.75) < 1e-14 && four[0] == 40 && four[2] == 10)
        // A step goes on from there.
        let both = Treatment(clip: .init(low: 0, high: 95), steps: [.winsorise(1)])
        #expect(both.apply(to: outliers).outcome.before.skewness != Sample(outliers).skewness)
        #expect(both.apply(to: outliers).values.max() == 20)
        #expect(Treatment(clip: .init(low: 0, high: 100), steps: []).apply(to: outliers).values == outliers)
        for few in [[], [7], [3, 3, 3]] as [[Double]] { #expect(clip.apply(to: few).values == few) }
    }

    @Test func `The 2_5th percentile is the floor that values are scored from`() throws {
        // SDG Index: the worst score is that of the 2.5th percentile, the best a target.
        let found = try WrittenModel(
            """
            nodes: [{id: index, title: I}]
            indicators:
              - {id: x, title: X, parent: index, weight: 1, transform: {cap: [0, 80]}, treat: {clip: [2.5, 100]},
                 normalise: minmax}
            """,
            ["x": Dictionary(uniqueKeysWithValues: (0...40).map { (PowerID("P\(10 + $0)"), [Double($0) * 2 + 10]) })]
        )
        // 41 values 10, 12, ... 90: the 2.5th percentile is the second, 12; above 80 all are 100.
        let scores = try found.scores("index").map { $0[0] ?? -1 }
        #expect(scores[0] == 0 && scores[1] == 0 && scores[35] == 100 && scores[40] == 100)
        #expect(abs(scores[18] - (46 - 12) / 68.0 * 100) < 1e-12)
    }

    @Test func `Box-Cox is the logarithm for lambda 0, and linear for 1`() {
        let (linear, _) = Treatment.Step.boxCox(lambda: 1).apply(to: [4, 5, 9], limits: Treatment(steps: []))
        #expect(linear == [0, 1, 5])
        let (logarithms, _) = Treatment.Step.boxCox(lambda: 0).apply(to: [4, 5, 9], limits: Treatment(steps: []))
        let (nearly, _) = Treatment.Step.boxCox(lambda: 1e-9).apply(to: [4, 5, 9], limits: Treatment(steps: []))
        for (logarithm, near) in zip(logarithms, nearly) { #expect(abs(logarithm - near) < 1e-6) }
    }

    @Test func `Either limit is enough to pass`() {
        let sample = Sample(outliers)
        guard let skewness = sample.skewness, let kurtosis = sample.kurtosis else {
            Issue.record("undefined")
            return
        }
        let lenient = Treatment(steps: [.log], skewness: skewness + 1)
        #expect(lenient.apply(to: outliers).values == outliers)
        #expect(Treatment(steps: [.log], kurtosis: kurtosis + 1).apply(to: outliers).values == outliers)
        #expect(Treatment(steps: [.log], skewness: skewness, kurtosis: kurtosis).apply(to: outliers).values != outliers)
    }

    @Test(arguments: [
        [], [1], [1, 2, 3], [5, 5, 5, 5, 5], [1, 2, .infinity, 4, 5],
        [-1e308, 1e308, 0, 1, 2], [0, 0, 0, 0, 0, Double.leastNonzeroMagnitude],
    ])
    func `Values whose tails are undefined, before or after a step, stay as they are`(values: [Double]) {
        let treatment = Treatment(steps: [.winsorise(5), .log, .boxCox(lambda: 200)])
        let (treated, outcome) = treatment.apply(to: values)
        #expect(treated == values && outcome.applied == nil)
    }

    /// Before: winsorised they are all equal, which was undone, and no further step was tried.
    @Test(arguments: [false, true]) func `A step that is undone is as none: the next one is tried`(isChained: Bool) {
        let bases = Array(repeating: 0.0, count: 20) + [3, 9]
        let alone = Treatment(steps: [.log]).apply(to: bases).values
        let (treated, outcome) = Treatment(steps: [.winsorise(5), .log], isChained: isChained).apply(to: bases)
        #expect(treated == alone && treated != bases)
        #expect(outcome.attempts.count == 2 && outcome.applied == 1 && outcome.attempts[0].after.passes == nil)
        // What stands is the last that was not undone.
        let last = Treatment(steps: [.winsorise(1), .boxCox(lambda: 400)], isChained: isChained).apply(to: outliers)
        #expect(
            last.values == Treatment(steps: [.winsorise(1)]).apply(to: outliers).values && last.outcome.applied == 0
        )
    }

    @Test func `Each period is treated by itself where the model asks, and gaps stay gaps`() {
        let column = Column(values: outliers.flatMap { [$0, 23 - min($0, 22)] } + [.nan, 1])
        let byPeriod = Treatment(steps: [.winsorise(5)], scope: .period).apply(to: column, periods: 2)
        #expect(byPeriod.outcomes.map(\.applied) == [0, nil])
        #expect(byPeriod.column.values[42] == 20 && byPeriod.column.values[44].isNaN)
        let whole = Treatment(steps: [.winsorise(5)]).apply(to: column, periods: 2)
        #expect(whole.outcomes.count == 1)
    }
}
