import InfluenceControl
import InfluenceModel

/// How the alerts and their deliveries stand; what is not told counts as none.
struct AlertCounts {
    let rules, pending, firing, critical, silenced, acknowledged, waiting, dead: Int64
    let waitingSince: Instant?

    /// Deliveries that wait for longer need somebody's attention, in seconds.
    private static let patience = 15 * 60

    init?(_ document: JSONValue) {
        guard document.objectValue != nil else { return nil }
        func count(_ name: String) -> Int64 { document[name].integerValue ?? 0 }
        rules = count("rules")
        pending = count("pending")
        firing = count("firing")
        critical = count("critical")
        silenced = count("silenced")
        acknowledged = count("acknowledged")
        waiting = count("waiting")
        dead = count("dead")
        waitingSince = document["waiting_since"].stringValue.flatMap { Instant(rfc3339: $0) }
    }

    /// What of it makes the daemon a degraded one.
    func problems(at now: Int?) -> [String] {
        var problems: [String] = []
        if dead > 0 { problems.append("\(counted(dead, "delivery", "deliveries")) given up") }
        if waiting > 0, let waitingSince, let now {
            let (age, overflow) = now.subtractingReportingOverflow(waitingSince.seconds)
            if !overflow, age > Self.patience {
                problems.append(
                    "\(counted(waiting, "delivery waits", "deliveries wait")), the oldest for \(duration(Double(age)))"
                )
            }
        }
        return problems
    }
}
