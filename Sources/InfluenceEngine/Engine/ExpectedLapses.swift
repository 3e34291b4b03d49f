package import InfluenceModel
package import InfluenceScoring
import InfluenceText

/// What the status looks out for: scores that are about to lapse, and those that have lapsed of late.
package enum ExpectedLapses {
    /// How far the status looks ahead and back.
    package static let ahead = CalendarDuration.months(6)
    package static let behind = CalendarDuration.months(12)
    /// A score of the whole index that lapses within this time needs attention now: figures take weeks to be found.
    package static let warning = CalendarDuration.months(3)
    /// How many dyads a sentence names.
    private static let named = 5

    /// For whoever keeps the data alive; nothing where no score of the root lapses soon, or has lapsed.
    package static func problems(
        _ forecast: LapseForecast,
        root: NodeID,
        now last: Period
    ) -> [(message: String, way: String)] {
        var problems: [(message: String, way: String)] = []
        let gone = forecast.past.filter { $0.node == root }
        if let first = gone.first {
            problems.append(
                (
                    "the data of \(scores(gone, root)) have become too old (\(dyads(gone)); the first in \(first.period)), "
                        + "and there is no value",
                    "'influencectl coverage' shows what is expired"
                )
            )
        }
        let limit = last.end.adding(warning)
        let soon = forecast.coming.filter { $0.node == root && $0.period.end <= limit }
        if let first = soon.first {
            problems.append(
                (
                    "\(scores(soon, root)) \(soon.count == 1 ? "lapses" : "lapse") within \(warning) unless newer figures come "
                        + "(\(dyads(soon)); the first in \(first.period))",
                    "'influencectl coverage --expiring 3M' shows which figures they wait for"
                )
            )
        }
        return problems
    }

    private static func scores(_ lapses: [Lapse], _ root: NodeID) -> String {
        "\(counted(lapses.count, "score")) of \(root)"
    }

    private static func dyads(_ lapses: [Lapse]) -> String {
        let names = lapses.prefix(named).map { "\($0.dyad.power) in \($0.dyad.country)" }
        let rest = lapses.count - named
        return names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
    }
}

extension Scorer {
    /// What ``ExpectedLapses`` looks out for.
    func expectedLapses(at last: Period, threads: Int) throws(ScoringError) -> LapseForecast {
        try lapses(at: last, ahead: ExpectedLapses.ahead, behind: ExpectedLapses.behind, threads: threads)
    }
}
