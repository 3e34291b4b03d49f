import InfluenceAlerts
import InfluenceModel
import InfluenceScoring

/// What becomes of the scores of one evaluation if nothing new is learnt: one forecast for all series that ask for the same
/// spans.
final class Forecasts {
    private var known: [Spans: Forecast] = [:]

    private struct Spans: Hashable {
        let ahead: CalendarDuration
        let behind: CalendarDuration
    }

    private struct Series: Hashable {
        let node: NodeID
        let dyad: Dyad
    }

    private struct Forecast {
        let through: Period
        let lapses: [Series: Prospect]
    }

    /// - Parameters:
    ///   - period: the present one.
    ///   - isThere: whether there is a score in it.
    func prospect(
        of node: NodeID,
        _ dyad: Dyad,
        ahead: CalendarDuration,
        behind: CalendarDuration,
        at period: Period,
        isThere: Bool,
        threads: Int,
        _ scorer: () throws(ScoringError) -> Scorer
    ) throws(ScoringError) -> Prospect? {
        let spans = Spans(ahead: ahead, behind: behind)
        let forecast: Forecast
        if let found = known[spans] {
            forecast = found
        } else {
            let made = try scorer().lapses(at: period, ahead: ahead, behind: behind, threads: threads)
            let coming = made.coming.map {
                (Series(node: $0.node, dyad: $0.dyad), Prospect.lapses($0.period, $0.leaves))
            }
            let past = made.past.map { (Series(node: $0.node, dyad: $0.dyad), Prospect.lapsed($0.period, $0.leaves)) }
            let none = made.inapplicable.map { (Series(node: $0.node, dyad: $0.dyad), Prospect.inapplicable) }
            forecast = Forecast(through: made.through, lapses: Dictionary(coming + past + none) { first, _ in first })
            known[spans] = forecast
        }
        return forecast.lapses[Series(node: node, dyad: dyad)] ?? (isThere ? .stays(through: forecast.through) : nil)
    }
}
