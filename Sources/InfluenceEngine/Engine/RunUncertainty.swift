import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// What a run keeps of the uncertainty of its last period: an interval of each score, and how often one power of a
/// measured pair is above the other.
struct RunUncertainty {
    let intervals: [SeriesInterval]
    /// P(B > A) as the measure `probability_above` of A+B. Of the last period alone; `nil` where there is none.
    let preferences: ScoreGrid?
    /// The whole distribution, which is not kept.
    let replicated: UncertaintyTable?

    static var none: RunUncertainty { RunUncertainty() }

    private init() {
        intervals = []
        preferences = nil
        replicated = nil
    }

    /// - Parameter levels: of which nodes it is to be counted how often their scores are beyond which levels.
    init(
        of scorer: Scorer,
        _ table: ScoreTable,
        from columns: [PreparedColumn],
        levels: [NodeID: [Double]],
        threads: Int
    ) throws(UncertaintyError) {
        let last = table.periods.count - 1
        guard last >= 0,
            let found = try scorer.uncertainty(
                of: table,
                from: columns,
                at: last,
                levels: levels,
                pairs: .these(scorer.model.measures?.pairs ?? []),
                isComplete: false,
                threads: threads
            ), let replicated = found.replicated
        else {
            self = .none
            return
        }
        intervals = table.dyads.indices.flatMap { dyad in
            table.nodes.indices.compactMap { node -> SeriesInterval? in
                guard table.score(node: node, dyad: dyad, period: last).value != nil,
                    let score = replicated.score(node: node, dyad: dyad)
                else { return nil }
                let (power, country) = (table.dyads[dyad].power, table.dyads[dyad].country)
                return SeriesInterval(
                    series: ScoreSeries(node: table.nodes[node], power: power, country: country),
                    interval: ScoreInterval(score, found.inputRange(node: node, dyad: dyad))
                )
            }
        }
        self.replicated = replicated
        preferences = Self.grid(replicated, table, last, scorer.model)
    }

    private static func grid(
        _ replicated: UncertaintyTable,
        _ table: ScoreTable,
        _ last: Int,
        _ model: Model
    ) -> ScoreGrid? {
        var series: [ScoreSeries] = []
        var scores: [Score] = []
        for country in model.countries.map(\.id) {
            for (place, node) in replicated.comparedNodes.enumerated() {
                for pair in model.measures?.pairs ?? [] {
                    series.append(
                        ScoreSeries(
                            node: Measure.probability(of: place == 0 ? nil : node),
                            power: pair.id,
                            country: country
                        )
                    )
                    let sides = [pair.first, pair.second].compactMap {
                        table[node, Dyad(power: $0, country: country), table.periods[last]]
                    }
                    let value = replicated.probability(
                        that: pair.second,
                        exceeds: pair.first,
                        in: country,
                        at: node
                    )
                    scores.append(
                        Score(
                            value: value,
                            coverage: value == nil ? 0 : sides.map(\.coverage).min() ?? 0,
                            confidence: value == nil ? 0 : sides.map(\.confidence).min() ?? 0
                        )
                    )
                }
            }
        }
        guard !series.isEmpty else { return nil }
        return ScoreGrid(series: series, periods: [table.periods[last]], score: { series, _ in scores[series] })
    }
}

extension ScoreInterval {
    /// Ranks between two whole ones are widened to them.
    init(_ score: UncertainScore, _ inputRange: InputRange?) {
        self.init(
            low: score.low,
            median: score.median,
            high: score.high,
            rankLow: Int(score.rankLow.rounded(.down)),
            rankHigh: Int(score.rankHigh.rounded(.up)),
            isRankStable: score.isRankStable,
            inputLow: inputRange?.low,
            inputHigh: inputRange?.high
        )
    }
}
