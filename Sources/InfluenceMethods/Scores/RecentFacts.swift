import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import Synchronization

/// What stands behind the scores that were asked for last. They belong to a run and a period and never change, whatever
/// becomes known later; to find them takes several times as long as to read the scores.
final class RecentFacts: Sendable {
    private struct Key: Hashable {
        let run: Int64
        let period: Period
        let series: ScoreSeries
    }

    /// Those of a whole period of the bundled model, in about a megabyte.
    static let limit = 4_096

    private let known = Mutex<[Key: FigureFacts.Facts]>([:])

    /// - Returns: `nil` where those of one are not known.
    func facts(of all: [ScoreSeries], at period: Period, of run: Int64) -> [ScoreSeries: FigureFacts.Facts]? {
        known.withLock { known in
            var facts: [ScoreSeries: FigureFacts.Facts] = [:]
            facts.reserveCapacity(all.count)
            for series in all {
                guard let found = known[Key(run: run, period: period, series: series)] else { return nil }
                facts[series] = found
            }
            return facts
        }
    }

    func keep(_ facts: [ScoreSeries: FigureFacts.Facts], at period: Period, of run: Int64) {
        guard facts.count <= Self.limit else { return }
        known.withLock { known in
            if known.count + facts.count > Self.limit { known.removeAll() }
            for (series, found) in facts { known[Key(run: run, period: period, series: series)] = found }
        }
    }
}

extension IndexMethods {
    /// What tables tell beside the scores of one period, breaks of the last year among it.
    /// - Parameter scope: what the series are part of.
    /// - Returns: `nil` of a run of other editions: what is stored of it stands alone.
    func facts(
        of series: [ScoreSeries],
        at period: Period,
        of run: Run,
        _ loaded: LoadedModel,
        _ scope: ObservedScope
    ) throws -> [ScoreSeries: FigureFacts.Facts]? {
        if let known = recentFacts.facts(of: series, at: period, of: run.id) { return known }
        guard let facts = try figureFacts(of: run, loaded, scope, at: period) else { return nil }
        var found: [ScoreSeries: FigureFacts.Facts] = [:]
        for one in series where found[one] == nil {
            found[one] = try facts.facts(of: one, at: period, breaksAfter: period.yearBefore)
        }
        recentFacts.keep(found, at: period, of: run.id)
        return found
    }
}
