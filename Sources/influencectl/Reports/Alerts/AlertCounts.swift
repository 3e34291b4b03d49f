import InfluenceControl
import InfluenceModel

/// How the alerts and their deliveries stand; what is not told counts as none.
struct AlertCounts {
    let rules, pending, firing, critical, silenced, acknowledged, waiting, dead: Int64
    let waitingSince: Instant?

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
}
