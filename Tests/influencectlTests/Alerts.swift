import InfluenceControl
import InfluenceModel

/// Half past nine on the day of the replies below.
let now = Instant(rfc3339: "2026-11-23T09:30:00Z") ?? Instant(seconds: 0)

let firingAlert: JSONValue = [
    "rule": "overtaken", "subject": "KAZ CHN>RUS trade_share", "country": "KAZ", "power": "CHN", "counterpart": "RUS",
    "node": "trade_share", "feed": nil, "state": "firing", "since": "2026-11-21T06:00:00Z", "severity": "critical",
    "labels": [["name": "team", "value": "trade"], ["name": "tier", "value": "1"]], "value": 2.25, "due_at": nil,
    "opening": "1f0c9a3e00000000000000000000000a", "held": nil, "flapping": false, "silenced_until": nil,
    "silence": nil, "acknowledged_by": nil, "acknowledged_until": nil, "comment": nil,
]

let pendingAlert = firingAlert.with("state", "pending").with("severity", "warning").with("opening", nil)
    .with("since", "2026-11-23T09:00:00Z").with("due_at", "2026-11-23T10:30:00Z").with("rule", "dependent")
    .with("counterpart", nil).with("node", "measure.dependency").with("value", 0.512)

let feedAlert = firingAlert.with("rule", "stale").with("severity", "info").with("state", "no_data")
    .with("country", nil).with("power", nil).with("counterpart", nil).with("node", nil)
    .with("feed", "central-asia.csv").with("value", nil).with("since", "2026-11-23T09:29:55Z")
    .with("opening", "9a3e1f0c00000000000000000000000b")

let silence: JSONValue = [
    "silence": 3, "rule": "over*", "country": "KAZ", "power": nil, "node": nil, "severity": nil,
    "labels": [["name": "team", "value": "trade"]], "created_at": "2026-11-23T08:00:00Z",
    "until": "2026-11-23T12:00:00Z", "ended_at": nil, "author": "desk", "comment": "checking", "active": true,
]

let alertEvent: JSONValue = [
    "id": "1f0c9a3e00000000000000000000000a", "kind": "firing", "at": "2026-11-21T06:00:00Z", "rule": "overtaken",
    "subject": "KAZ CHN>RUS trade_share", "country": "KAZ", "power": "CHN", "counterpart": "RUS",
    "node": "trade_share", "feed": nil, "sequence": 1, "state": "firing",
    "opening": "1f0c9a3e00000000000000000000000a", "severity": "critical",
    "labels": [["name": "team", "value": "trade"]], "summary": "CHN passes RUS by 2.25 points", "reason": nil,
    "value": 2.25, "previous": -0.5, "low": nil, "high": nil, "period": "2023", "run": 12, "model_hash": "9f9f",
    "contributions": [["node": "trade_share", "group": "new_period", "points": 2.75]],
]

let delivery: JSONValue = [
    "delivery": 41, "event": alertEvent, "hook": "mail", "state": "waiting", "attempts": 2,
    "created_at": "2026-11-21T06:00:00Z", "next_at": "2026-11-23T09:34:00Z", "ended_at": nil,
    "error": "exit status 75",
]

let alertCounts: JSONValue = [
    "rules": 14, "pending": 1, "firing": 2, "critical": 0, "silenced": 1, "acknowledged": 0, "waiting": 3, "dead": 0,
    "waiting_since": "2026-11-23T09:10:00Z",
]
