import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit

/// Answers that a test gives, at one period of a monthly grid.
struct FakeSource: QuietSource {
    var period = Frequency.month.period(containing: day("2024-03-15"))
    var powers: [PowerID] = ["RUS", "CHN"]
    var root: NodeID = "index"
    /// By node and power.
    var scores: [String: Double] = [:]
    /// Those of every other period; `nil`: the same.
    var earlier: [String: Double]?
    var dataPeriods: [PowerID: Period] = [:]
    var prospects: [PowerID: Prospect] = [:]
    var breaks: [PowerID: [SeriesBreak]] = [:]
    var feeds: [String: FeedHealth] = [:]

    func period(containing day: Day) -> Period? { Frequency.month.period(containing: day) }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        (period == self.period ? scores : earlier ?? scores)["\(node) \(power)"].map {
            Score(value: $0, coverage: 1, confidence: 1)
        }
    }

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

    func feed(_ name: String) -> FeedHealth? { feeds[name] }
}

func day(_ text: String) -> Day {
    Instant(rfc3339: text + "T00:00:00Z").map(\.day) ?? Day(clamping: 0)
}

func moment(_ text: String) -> Instant { Instant(startOf: day(text)) }
