import InfluenceAlerts
import InfluenceModel

/// Remembers the answers that rules were given, as long as neither run nor rules change: evaluations between runs ask
/// the same again, long after the tables of the run are gone.
final class RememberingSource: AlertSource, Remembering {
    let period: Period
    let powers: [PowerID]
    let root: NodeID
    /// Who answers what was never asked before.
    private var base: any AlertSource
    var feeds: [String: FeedHealth]

    private var days: [Day: Period?] = [:]
    private var scores: [Question: Score?] = [:]
    private var intervals: [Question: ScoreInterval?] = [:]
    private var pairs: [Question: Pair?] = [:]
    private var probabilities: [Question: Double?] = [:]
    private var dataPeriods: [Question: Period?] = [:]
    private var prospects: [Question: Prospect?] = [:]
    private var breaks: [Question: [SeriesBreak]?] = [:]

    private struct Pair {
        let first: Double
        let second: Double
    }

    private struct Question: Hashable {
        let node: NodeID
        let power: PowerID?
        let country: CountryID
        var counterpart: PowerID?
        var period: Period?
        var side: Level.Side?
        var level: Double?
        var ahead: CalendarDuration?
        var behind: CalendarDuration?
    }

    init(_ base: any AlertSource, feeds: [String: FeedHealth]) {
        self.base = base
        self.feeds = feeds
        period = base.period
        powers = base.powers
        root = base.root
    }

    /// Lets another source answer from now on; what is remembered stays.
    func turn(to base: any AlertSource) {
        self.base = base
    }

    func period(containing day: Day) -> Period? {
        recall(day, \.days) { base.period(containing: day) }
    }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        recall(Question(node: node, power: power, country: country, period: period), \.scores) {
            base.score(node, power, country, period)
        }
    }

    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? {
        recall(Question(node: node, power: power, country: country), \.intervals) {
            base.interval(node, power, country)
        }
    }

    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID,
        _ period: Period
    ) -> (first: Double, second: Double)? {
        let question = Question(node: indicator, power: first, country: country, counterpart: second, period: period)
        return recall(question, \.pairs) {
            base.shares(indicator, first, second, country, period).map { Pair(first: $0.first, second: $0.second) }
        }.map { ($0.first, $0.second) }
    }

    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double? {
        recall(Question(node: node, power: power, country: country, side: side, level: level), \.probabilities) {
            base.probability(node, power, country, side, level)
        }
    }

    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? {
        recall(Question(node: node, power: power, country: country), \.dataPeriods) {
            base.dataPeriod(node, power, country)
        }
    }

    func prospect(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        ahead: CalendarDuration,
        behind: CalendarDuration
    ) -> Prospect? {
        recall(Question(node: node, power: power, country: country, ahead: ahead, behind: behind), \.prospects) {
            base.prospect(node, power, country, ahead: ahead, behind: behind)
        }
    }

    func breaks(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period) -> [SeriesBreak] {
        recall(Question(node: node, power: power, country: country, period: earlier), \.breaks) {
            base.breaks(node, power, country, since: earlier)
        } ?? []
    }

    // Asked where something is about to happen, and not the same at the next evaluation: not remembered.

    func broken(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period?
    ) -> BrokenChange? {
        base.broken(node, power, country, since: earlier)
    }

    func exchanged(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> Double {
        base.exchanged(node, power, country, since: earlier)
    }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak] {
        base.brokenShares(indicator, first, second, country)
    }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] {
        base.brokenMeasure(measure, power, country)
    }

    var previous: (any AlertSource)? { base.previous }

    func after(lastThat saw: (any AlertSource) -> Bool) -> (any AlertSource)? { base.after(lastThat: saw) }

    func corrections(_ node: NodeID, _ country: CountryID) -> Corrections? { base.corrections(node, country) }

    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] {
        base.statuses(node, power, country)
    }

    func dataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? {
        base.dataSpan(node, power, country)
    }

    func previousDataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? {
        base.previousDataSpan(node, power, country)
    }

    func feed(_ name: String) -> FeedHealth? { feeds[name] }
}
