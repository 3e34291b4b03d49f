import InfluenceAlerts
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore
import InfluenceText

/// One kind of reason why somebody has to look at the daemon.
struct HealthCheck: Sendable {
    /// For programs; never changed.
    let name: String
    let level: HealthLevel
    /// Every case of it, in a half sentence, with what leads out of it.
    let find: @Sendable (HealthFacts) -> [(message: String, way: String)]

    /// One a row, the worst first.
    static let all = [
        HealthCheck(name: "critical_alerts", level: .critical, find: criticalAlerts),
        HealthCheck(name: "clock", level: .warning, find: wrongClock),
        HealthCheck(name: "damage", level: .warning, find: damage),
        HealthCheck(name: "run_failed", level: .warning, find: failedRun),
        HealthCheck(name: "reload_refused", level: .warning, find: refusedReload),
        HealthCheck(name: "restart_needed", level: .warning, find: neededRestart),
        HealthCheck(name: "feed_failed", level: .warning, find: failedFeeds),
        HealthCheck(name: "feed_conflict", level: .warning, find: feedConflicts),
        HealthCheck(name: "space", level: .warning, find: space),
        HealthCheck(name: "disk", level: .warning, find: disk),
        HealthCheck(name: "long_log", level: .warning, find: longLog),
        HealthCheck(name: "log_failed", level: .warning, find: failedLog),
        HealthCheck(name: "hook_unusable", level: .warning, find: unusableHooks),
        HealthCheck(name: "deliveries_dead", level: .warning, find: deadDeliveries),
        HealthCheck(name: "deliveries_waiting", level: .warning, find: waitingDeliveries),
        HealthCheck(name: "undefined", level: .warning, find: undefinedValues),
        HealthCheck(name: "no_scores", level: .warning, find: noScores),
        HealthCheck(name: "lapses", level: .warning, find: lapses),
    ]
}

extension HealthCheck {
    typealias Found = [(message: String, way: String)]

    /// Those that nobody has silenced or taken on.
    @Sendable private static func criticalAlerts(_ facts: HealthFacts) -> Found {
        let count = facts.status.alerts.counts.critical
        guard count > 0 else { return [] }
        let way = "'influencectl alerts' shows \(count == 1 ? "it" : "them"), 'influencectl ack' takes one on"
        return [("\(counted(count, "critical alert")) open", way)]
    }

    @Sendable private static func wrongClock(_ facts: HealthFacts) -> Found {
        facts.clockTrouble.map { [($0.problem, $0.way)] } ?? []
    }

    @Sendable private static func damage(_ facts: HealthFacts) -> Found {
        let taken: StoreError? = if case .takenAway? = facts.store.fault { facts.store.fault } else { nil }
        return (facts.status.damage ?? taken).map {
            [
                (
                    $0.description,
                    "stop the daemon, then 'influenced restore FILE' with a file that 'influencectl backup' made"
                )
            ]
        } ?? []
    }

    @Sendable private static func failedRun(_ facts: HealthFacts) -> Found {
        facts.status.runFailure.map {
            [
                (
                    "the last run failed at \($0.at): \($0.message)",
                    "it is tried again by itself, and at once by 'influencectl recompute'"
                )
            ]
        } ?? []
    }

    @Sendable private static func refusedReload(_ facts: HealthFacts) -> Found {
        facts.status.reloadFailure.map {
            [
                (
                    "the reload at \($0.at) was refused, the old configuration is in force: \($0.message)",
                    "'influenced check' shows what is wrong; then 'influencectl reload'"
                )
            ]
        } ?? []
    }

    @Sendable private static func neededRestart(_ facts: HealthFacts) -> Found {
        let keys = facts.status.waitingForStart
        guard !keys.isEmpty else { return [] }
        let list = keys.map { "'\($0)'" }.joined(separator: ", ")
        let (have, are) = keys.count == 1 ? ("has", "is") : ("have", "are")
        return [("\(list) in the configuration \(have) changed and \(are) not in force yet", "restart the daemon")]
    }

    @Sendable private static func failedFeeds(_ facts: HealthFacts) -> Found {
        facts.status.feeds.compactMap { feed in
            feed.error.map {
                (
                    "\(feed.name) was not imported: \($0)",
                    "it is tried again before each scheduled run, and at once by 'influencectl reload'"
                )
            }
        }
    }

    @Sendable private static func feedConflicts(_ facts: HealthFacts) -> Found {
        facts.status.feedConflicts.map { ($0, "correct one of them, or take it out of 'data' and reload") }
    }

    @Sendable private static func space(_ facts: HealthFacts) -> Found {
        guard !facts.store.hasSpace else { return [] }
        return [
            (
                "too little space for imports and runs: \(DecimalText.mebibytes(facts.store.freeBytes ?? 0)) free beside "
                    + facts.store.path,
                "free some: the daemon goes on by itself; 'state' in the configuration names another folder"
            )
        ]
    }

    @Sendable private static func disk(_ facts: HealthFacts) -> Found {
        guard let fault = facts.store.fault, fault != facts.status.damage else { return [] }
        if case .takenAway = fault { return [] }
        return [(fault.description, "'influencectl recompute' tries to write again")]
    }

    /// A log this long is one that somebody keeps from being cut.
    private static let longLogBytes = 256 << 20

    @Sendable private static func longLog(_ facts: HealthFacts) -> Found {
        guard facts.store.logBytes > longLogBytes else { return [] }
        return [
            (
                "the log of the database has grown to \(DecimalText.mebibytes(facts.store.logBytes)): another program reads "
                    + "\(facts.store.path) and does not end",
                "end it (a database shell, a copying program?); 'fuser \(facts.store.path)' shows which"
            )
        ]
    }

    @Sendable private static func unusableHooks(_ facts: HealthFacts) -> Found {
        facts.status.hookTroubles.map {
            (
                "the hook \($0.hook) cannot be executed: \($0.problem)",
                "put it right: it is looked at again before each run and at 'influencectl reload'"
            )
        }
    }

    @Sendable private static func failedLog(_ facts: HealthFacts) -> Found {
        facts.status.logFailure.map {
            [
                (
                    "alerts are not in the journal since \($0.at): \($0.message)",
                    "see to what standard error leads to (a full disk, a reader that has stopped or ended): they are "
                        + "written as soon as it takes them"
                )
            ]
        } ?? []
    }

    @Sendable private static func deadDeliveries(_ facts: HealthFacts) -> Found {
        guard facts.deliveries.dead > 0 else { return [] }
        return [
            (
                "\(counted(facts.deliveries.dead, "delivery", "deliveries")) given up",
                "'influencectl alerts deliveries --state dead' shows why, 'influencectl hook retry' tries again, "
                    + "'influencectl hook dismiss' takes note of them"
            )
        ]
    }

    /// Deliveries that wait for longer are no passing failure.
    static let patience = TimeSpan.seconds(15 * 60)

    @Sendable private static func waitingDeliveries(_ facts: HealthFacts) -> Found {
        guard facts.deliveries.waiting > 0, let since = facts.deliveries.waitingSince else { return [] }
        let (age, overflow) = facts.now.microseconds.subtractingReportingOverflow(since.microseconds)
        // Of hooks with groups whoever waits may only wait for others.
        let gathering = facts.status.alerts.hooks.compactMap(\.grouping?.wait.microseconds).max() ?? 0
        guard !overflow, age > patience.microseconds + gathering else { return [] }
        return [
            (
                "\(counted(facts.deliveries.waiting, "delivery waits", "deliveries wait")), the oldest since \(since)",
                "'influencectl alerts deliveries --state waiting' shows why, 'influencectl hook test HOOK' tries the hook"
            )
        ]
    }

    @Sendable private static func undefinedValues(_ facts: HealthFacts) -> Found {
        facts.status.absent?.problem.map { [($0, "'influencectl coverage' lists what is undefined")] } ?? []
    }

    /// The data are undone, were never imported, are of other indicators, or too old for longer than ``ExpectedLapses`` looks
    /// back.
    @Sendable private static func noScores(_ facts: HealthFacts) -> Found {
        guard let lapses = facts.status.lapses, lapses.hasNoScore, let last = facts.status.lastRun,
            let root = facts.status.loaded.model.nodes.first,
            // Those that lapsed of late are told of as such.
            !lapses.past.contains(where: { $0.node == root.id })
        else { return [] }
        return [
            (
                "no country has a score of \(root.id) in \(last.gridThrough): nothing that is in force suffices for one",
                "'influencectl coverage' shows what is missing, 'influencectl imports' what came in and what was undone"
            )
        ]
    }

    @Sendable private static func lapses(_ facts: HealthFacts) -> Found {
        guard let lapses = facts.status.lapses, let last = facts.status.lastRun,
            let root = facts.status.loaded.model.nodes.first
        else { return [] }
        return ExpectedLapses.problems(lapses, root: root.id, now: last.gridThrough)
    }
}
