package import InfluenceModel
package import InfluenceScoring

/// Audits a model on data files, without daemon or database.
package enum OfflineAudit {
    /// - Parameter period: The period of the grid that holds it; `nil`: all that observations reach into.
    package static func audit(
        model path: String,
        data: [String],
        period: Period?,
        threads: Int
    ) throws(OfflineScore.Failure) -> (model: Model, audit: Audit) {
        let (model, observations) = try OfflineScore.load(model: path, data: data)
        let latest = observations.map(\.period.end).max() ?? .earliest
        let periods = model.grid.periods(through: latest)
        do throws(ScoringError) {
            var chosen: Period?
            if let period {
                chosen = periods.first { $0.start <= period.end && period.end <= $0.end }
                if chosen == nil { throw ScoringError.unknownPeriod(period) }
            }
            let scorer = try Scorer(model: model, panel: try Panel(observations))
            return (model, try scorer.audit(at: chosen, among: periods, threads: threads))
        } catch {
            throw .scoring(error)
        }
    }
}
