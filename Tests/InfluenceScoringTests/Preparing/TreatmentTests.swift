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
        [], [1], [1, 2, 3], [5, 5, 5, 5, 5], [1, 2, .infinity, 4, 5], [0, 0, 0, 0, 0, 1],
        [-1e308, 1e308, 0, 1, 2], [0, 0, 0, 0, 0, Double.leastNonzeroMagnitude],
    ])
    func `Values whose tails are undefined, before or after a step, stay as they are`(values: [Double]) {
        let treatment = Treatment(steps: [.winsorise(5), .log, .boxCox(lambda: 200)])
        let (treated, outcome) = treatment.apply(to: values)
        #expect(treated == values && outcome.applied == nil)
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
