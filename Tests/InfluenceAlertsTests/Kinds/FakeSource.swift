import InfluenceAlerts
import InfluenceModel

/// Answers that a test gives, at one period of a monthly grid.
struct FakeSource: AlertSource {
    var period = Frequency.month.period(containing: day("2024-03-15"))
    var powers: [PowerID] = ["RUS", "CHN"]
    var root: NodeID = "index"
    /// By node and power.
    var scores: [String: Double] = [:]
    var dataPeriods: [PowerID: Period] = [:]
    var prospects: [PowerID: Prospect] = [:]
    var breaks: [PowerID: [SeriesBreak]] = [:]
    var feeds: [String: FeedHealth] = [:]

    func period(containing day: Day) -> Period? { Frequency.month.period(containing: day) }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        scores["\(node) \(power)"].map { Score(value: $0, coverage: 1, confidence: 1) }
    }

    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? { nil }

    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> (first: Double, second: Double)? { nil }

    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double? { nil }

    func prospect(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        ahead: CalendarDuration,
        behind: CalendarDuration
    ) -> Prospect? { prospects[power] }

    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? {
        power.flatMap { dataPeriods[$0] } ?? dataPeriods.values.max { $0.end < $1.end }
    }

    func breaks(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period) -> [SeriesBreak] {
        (breaks[power] ?? []).filter { $0.since.end > earlier.end }
    }

    func broken(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> BrokenChange? { nil }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak] { [] }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] { [] }
    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] { [] }
    func feed(_ name: String) -> FeedHealth? { feeds[name] }
}

func day(_ text: String) -> Day {
    Instant(rfc3339: text + "T00:00:00Z").map(\.day) ?? Day(clamping: 0)
}

func moment(_ text: String) -> Instant { Instant(startOf: day(text)) }
