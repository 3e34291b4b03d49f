import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceStore

extension Document {
    static func score(
        _ stored: StoredScore,
        _ standing: PowerStanding,
        period: Period,
        model: Model,
        facts: FigureFacts.Facts? = nil
    ) -> IndexInterface.Score {
        let interval = stored.interval
        return IndexInterface.Score(
            country: stored.series.country.text,
            power: stored.series.power.text,
            node: stored.series.node.text,
            period: period.description,
            value: stored.score.value,
            low: interval?.low,
            high: interval?.high,
            rank: standing.rank.map { Int64($0) },
            share: standing.share,
            coverage: stored.score.coverage,
            confidence: stored.score.confidence,
            run: stored.run,
            computedAt: time(stored.recordedAt),
            median: interval?.median,
            rankLow: interval.map { Int64($0.rankLow) },
            rankHigh: interval.map { Int64($0.rankHigh) },
            rankStable: interval?.isRankStable,
            inputLow: interval?.inputLow,
            inputHigh: interval?.inputHigh,
            label: label(stored.series.node, stored.series.power, stored.score.value, model),
            dataFrom: facts?.span?.from.description,
            dataTo: facts?.span?.to.description,
            flags: facts?.statuses.map(\.rawValue),
            breaks: facts.map { breaks($0.breaks) }
        )
    }

    static func point(
        _ point: HistoryPoint,
        of series: ScoreSeries,
        model: Model,
        facts: FigureFacts.Facts?
    ) -> IndexInterface.Point {
        let interval = point.interval
        return IndexInterface.Point(
            period: point.period.description,
            value: point.score.value,
            low: interval?.low,
            high: interval?.high,
            coverage: point.score.coverage,
            confidence: point.score.confidence,
            run: point.run,
            computedAt: time(point.recordedAt),
            median: interval?.median,
            rankLow: interval.map { Int64($0.rankLow) },
            rankHigh: interval.map { Int64($0.rankHigh) },
            rankStable: interval?.isRankStable,
            inputLow: interval?.inputLow,
            inputHigh: interval?.inputHigh,
            label: label(series.node, series.power, point.score.value, model),
            dataFrom: facts?.span?.from.description,
            dataTo: facts?.span?.to.description,
            flags: facts?.statuses.map(\.rawValue),
            breaks: facts.map { breaks($0.breaks) }
        )
    }

    /// What a value of a measure of states is the code of; null for every other one.
    static func label(_ node: NodeID, _ power: PowerID, _ value: Double?, _ model: Model) -> String? {
        guard let value, let (measure, _) = model.measure(of: node) else { return nil }
        return measure.label(value, pair: PowerPair(power), plan: model.measures)
    }

    /// Values that cannot be computed, each node of a dyad once.
    static func undefined(_ absent: AbsentCells?) -> [IndexInterface.UndefinedValue] {
        (absent?.items ?? []).map { item in
            IndexInterface.UndefinedValue(
                country: item.dyad.country.text,
                power: item.dyad.power.text,
                node: item.node.text,
                since: item.since.description,
                period: item.last.description,
                periods: Int64(item.count),
                reason: item.absence.advice
            )
        }
    }

    static func lapse(_ lapse: Lapse) -> IndexInterface.Lapse {
        IndexInterface.Lapse(
            country: lapse.dyad.country.text,
            power: lapse.dyad.power.text,
            node: lapse.node.text,
            period: lapse.period.description,
            indicators: lapse.leaves.map(\.text)
        )
    }

    static func freshness(_ freshness: Freshness) -> String {
        switch freshness {
        case .fresh: "fresh"
        case .aging: "aging"
        case .stale: "stale"
        case .expired: "expired"
        case .missing: "missing"
        case .notApplicable: "not_applicable"
        case .imputed: "imputed"
        case .undefined: "undefined"
        }
    }
}
