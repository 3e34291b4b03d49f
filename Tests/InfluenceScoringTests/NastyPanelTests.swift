import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Every method meets data that no method is made for. What comes out is a score, none, or an error that names the place;
/// a trap would end the daemon.
@Suite("Nasty panels") struct NastyPanelTests {
    private struct NastyPanel: Sendable {
        let name: String
        let powers: [PowerID]
        let periods: [Period]
        /// By indicator, then power, then period.
        let columns: [[Double]]

        init(_ name: String, powers: Int = 5, periods: Int = 2, _ value: (_ indicator: Int, _ cell: Int) -> Double) {
            self.name = name
            self.powers = Array(["A", "B", "C", "D", "E"].prefix(powers))
            self.periods = Array(["2020", "2021"].prefix(periods))
            columns = (0..<3).map { indicator in (0..<(powers * periods)).map { value(indicator, $0) } }
        }
    }

    private static let panels: [NastyPanel] = {
        let extremes: [Double] = [
            .nan, 1e308, .leastNonzeroMagnitude, -1e308, 0, .nan, -.leastNonzeroMagnitude, .greatestFiniteMagnitude, 1,
            -.greatestFiniteMagnitude, 7,
        ]
        let plain: [Double] = [3, 9, 27, 5, 14, 2, 30, 8, 21, 11, 6]
        return [
            NastyPanel("no power", powers: 0) { _, _ in 0 },
            NastyPanel("no period", periods: 0) { _, _ in 0 },
            NastyPanel("all missing") { _, _ in .nan },
            NastyPanel("one dyad", powers: 1, periods: 1) { indicator, _ in plain[indicator] },
            NastyPanel("two units", powers: 2, periods: 1) { indicator, cell in plain[indicator * 2 + cell] },
            NastyPanel("constant") { _, _ in 4 },
            NastyPanel("zero") { _, _ in 0 },
            NastyPanel("one constant child") { indicator, cell in indicator == 1 ? 4 : plain[(cell + indicator) % 11] },
            NastyPanel("one missing child") { indicator, cell in indicator == 1 ? .nan : plain[(cell + indicator) % 11]
            },
            NastyPanel("collinear") { indicator, cell in plain[cell] * Double(indicator + 1) },
            NastyPanel("opposed") { indicator, cell in indicator == 1 ? -plain[cell] : plain[cell] },
            NastyPanel("huge") { indicator, cell in cell == indicator ? 1e308 : 1e307 },
            NastyPanel("from end to end") { indicator, cell in (cell + indicator).isMultiple(of: 2) ? 1e308 : -1e308 },
            NastyPanel("tiny") { indicator, cell in cell == indicator ? .leastNonzeroMagnitude : 0 },
            NastyPanel("one outlier") { indicator, cell in cell == indicator ? 1e300 : plain[cell] },
            NastyPanel("mixed") { indicator, cell in extremes[(cell * 3 + indicator * 5) % 11] },
        ]
    }()

    private static let normalisations: [Normalisation] = [
        .none,
        Normalisation(.goalposts(low: 1, high: 20)),
        Normalisation(.goalposts(low: 0, high: .leastNonzeroMagnitude, truncate: false)),
        Normalisation(.minmax(target: Scale(low: 1, high: 100))),
        Normalisation(.minmax(target: Scale()), scope: .period),
        Normalisation(.zscore(mean: 50, sd: 10)),
        Normalisation(.zscore(mean: 0, sd: 1), scope: .period),
        Normalisation(.rank(.average), scope: .period),
        Normalisation(.borda()),
        Normalisation(.percentileRank(.max, onto: Scale(low: 1, high: 100)), scope: .period),
        Normalisation(.percentiles(groups: 3)),
        Normalisation(.distanceToMax),
        Normalisation(.distanceToReference("A"), scope: .period),
        Normalisation(.distanceToTarget(10), scope: .period),
        Normalisation(.fractionOfMax),
    ]
    private static let aggregations: [Aggregation] =
        Aggregation.plain + [-2, 0, 0.5, 1e-300, 700].map { .power(exponent: $0) }
    private static let weightings: [Weighting] =
        Weighting.plain + [.pca(.period), .balanced(floor: 0.01), .balanced(floor: 0.5, .window(.months(12)))]
    private static let imputations: [Imputation?] = [
        nil, .mean, .median, .groupMean("region"), .groupMedian("region"), .linear, .last, .next, .constant,
    ]
    private static let treatments: [Treatment?] = [
        nil, Treatment(steps: [.winsorise(3), .log], skewness: 0.1, kurtosis: -9),
        Treatment(steps: [.boxCox(lambda: 3), .boxCox(lambda: -2)], skewness: 0.1, kurtosis: -9, scope: .period),
        Treatment(steps: [.winsorise(1_000)], skewness: 1e-9, kurtosis: -9),
        Treatment(steps: [.winsorise(2), .boxCox(lambda: 9), .log], skewness: 1e-9, kurtosis: -9, isChained: true),
    ]

    private static func model(
        _ panel: NastyPanel,
        _ normalisation: Normalisation,
        _ imputation: Imputation?,
        _ treatment: Treatment?,
        _ direction: Direction,
        _ aggregate: Aggregate
    ) -> Model {
        let leaves = (0..<3).map { number in
            Branch.leaf(
                Indicator(
                    id: NodeID("i\(number)"),
                    title: "",
                    imputation: imputation,
                    treatment: treatment,
                    normalisation: normalisation,
                    direction: number == 2 ? direction : .positive
                ),
                weight: Double(number + 1)
            )
        }
        return Model(.group("index", aggregate, weight: 1, leaves), powers: panel.powers).with(
            powers: panel.powers.enumerated().map { number, id in
                Power(id: id, name: "", groups: number == 4 ? [:] : ["region": number < 2 ? "west" : "east"])
            }
        )
    }

    private static func observations(_ panel: NastyPanel) -> [Observation] {
        panel.columns.enumerated().flatMap { indicator, column in
            column.enumerated().filter { !$1.isNaN }.map { cell, value in
                observed(
                    NodeID("i\(indicator)"),
                    panel.powers[cell / panel.periods.count],
                    "KAZ",
                    panel.periods[cell % panel.periods.count],
                    value
                )
            }
        }
    }

    /// - Returns: Whether there is a table.
    private static func check(_ scorer: Scorer, _ panel: NastyPanel, _ name: @autoclosure () -> String) -> Bool {
        do {
            var isSound = true
            for element in try scorer.scores(for: panel.periods) {
                let score = element.score
                isSound = isSound && score.value?.isFinite ?? true
                isSound = isSound && score.coverage >= 0 && score.coverage <= 1
                isSound = isSound && score.confidence >= 0 && score.confidence <= score.coverage
            }
            #expect(isSound, "\(name())")
            return true
        } catch {
            // A reference that is no power of the model.
            guard panel.powers.isEmpty, case .unknownReference(_, "A") = error else {
                Issue.record("\(name()): \(error)")
                return false
            }
            return false
        }
    }

    /// Every method with the others at rest: what reads a table must live with it too.
    @Test func `What can be scored can be audited, explained and compared over time`() throws {
        var (explained, attributed) = (0, 0)
        for panel in Self.panels {
            let observations = try Panel(Self.observations(panel))
            var number = 0
            for method in Self.aggregations {
                for weighting in Self.weightings {
                    let model = Self.model(
                        panel,
                        Self.normalisations[number % Self.normalisations.count],
                        Self.imputations[number % Self.imputations.count],
                        Self.treatments[number % Self.treatments.count],
                        number % 2 == 0 ? .positive : .negative,
                        Aggregate(method: method, weighting: weighting)
                    )
                    number += 1
                    let scorer = try Scorer(model: model, panel: observations)
                    do {
                        let table = try scorer.scores(for: panel.periods)
                        _ = try scorer.audit(among: panel.periods)
                        for dyad in table.dyads {
                            let explanations = try panel.periods.map { try scorer.explain(dyad, at: $0, in: table) }
                            explained += explanations.count
                            guard let first = explanations.first, let last = explanations.last else { continue }
                            let attribution = try Attribution(of: "index", from: first, to: last)
                            #expect(attribution.items.allSatisfy { $0.effect.isFinite })
                            attributed += 1
                        }
                    } catch {
                        #expect(error is ScoringError || error is AttributionError)
                    }
                }
            }
        }
        #expect(explained > 500)
        #expect(attributed > 100)
    }

    @Test func `Whatever prepares, normalises, weighs and aggregates them, scores are finite or null`() throws {
        var (scored, refused) = (0, 0)
        for panel in Self.panels {
            let observations = try Panel(Self.observations(panel))
            var number = 0
            for (place, normalisation) in Self.normalisations.enumerated() {
                for imputation in Self.imputations {
                    for treatment in Self.treatments {
                        // Each preparation meets each normalisation, and in turn every aggregation and weighting.
                        for _ in 0..<2 {
                            let method = Self.aggregations[number % Self.aggregations.count]
                            let weighting = Self.weightings[
                                number / Self.aggregations.count % Self.weightings.count
                            ]
                            let aggregate = Aggregate(
                                method: method,
                                minCoverage: number % 5 == 0 ? 0.7 : 0,
                                normalisation: number % 3 == 0 ? Self.normalisations[(place + number) % 15] : nil,
                                weighting: weighting
                            )
                            let direction: Direction = number % 2 == 0 ? .positive : .negative
                            number += 1
                            let model = Self.model(panel, normalisation, imputation, treatment, direction, aggregate)
                            let name = {
                                "\(panel.name): \(normalisation) \(imputation as Any) \(treatment as Any) \(aggregate)"
                            }
                            let scorer = try Scorer(model: model, panel: observations)
                            if Self.check(scorer, panel, name()) { scored += 1 } else { refused += 1 }
                        }
                    }
                }
            }
        }
        #expect(scored > 8_000)
        #expect(refused < 200)
    }
}
