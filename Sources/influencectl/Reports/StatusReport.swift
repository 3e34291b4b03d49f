import InfluenceControl
import InfluenceModel

/// Health, runs, store, alerts and feeds in one look.
struct StatusReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        var lines = FieldList(page)
        lines.add(
            "model",
            document["model"].isNull ? "-" : "\(document["model"].shown) \(abbreviated(document["model_hash"]))"
        )
        lines.add("started", moment("started_at"))
        lines.add("last run", lastRun)
        lines.add("next run", document["computing"].boolValue == true ? "running now" : moment("next_run_at"))
        addStore(to: &lines)
        if let warnings = document["import_warnings"].integerValue, warnings > 0 {
            let causes = "\(counted(warnings, "cause")) of warnings in the last imports, which the log names"
            lines.add("imports", causes, .doubtful)
        }
        addAlerts(to: &lines)
        addExpiring(to: &lines)
        return verdict(page) + "\n" + lines.text + feeds(page)
    }

    private func verdict(_ page: Page) -> String {
        let isHealthy = document["healthy"].boolValue == true
        let state = isHealthy ? page.toned("healthy", .good) : page.toned("needs attention", .bad)
        let problems = document["problems"].elements.map { problem in
            let lines = wrapped(problem.shown, to: page.proseWidth - 2)
            return page.toned("! ", .bad) + lines.joined(separator: "\n  ") + "\n"
        }
        return page.toned("influenced \(document["version"].shown)", .strong) + ", " + state + "\n" + problems.joined()
    }

    private var lastRun: String {
        let run = document["last_run"]
        guard !run.isNull else { return "none yet" }
        let heartbeats = run["heartbeats"].integerValue ?? 0
        let since =
            heartbeats > 0
            ? "; nothing new since, \(counted(heartbeats, "check")), the last \(moment(run["last_heartbeat_at"]))" : ""
        return sentence(ofRun: run) + since
    }

    private func addStore(to lines: inout FieldList) {
        let store = document["store"]
        func size(_ name: String) -> String { store[name].numberValue.map(binarySize) ?? "-" }
        lines.add("store", store["path"].shown)
        lines.add("", "\(size("size_bytes")), write-ahead log \(size("wal_bytes")), \(size("free_bytes")) free")
        if document["checking"].boolValue == true {
            lines.add("", "being checked: it is read whole, as at each start", .doubtful)
        }
        func count(_ name: String, _ noun: String, _ plural: String? = nil) -> String {
            counted(store[name].integerValue ?? 0, noun, plural)
        }
        lines.add(
            "",
            [
                count("series", "series", "series"), count("observations", "observation"), count("scores", "score"),
                count("runs", "run"),
            ].joined(separator: ", ")
        )
    }

    private func addExpiring(to lines: inout FieldList) {
        let expiring = document["expiring"]
        guard !expiring.isNull else { return }
        let (scores, lapsed) = (expiring["scores"].integerValue ?? 0, expiring["lapsed"].integerValue ?? 0)
        var text = "no score lapses through \(expiring["through"].shown)"
        if scores > 0 {
            let verb = scores == 1 ? "lapses" : "lapse"
            text = "\(counted(scores, "score")) \(verb) through \(expiring["through"].shown)"
            text += ", the first in \(expiring["first"].shown)"
        }
        if lapsed > 0 { text += "; \(lapsed) lapsed within a year" }
        lines.add("data", text + " (coverage --expiring 6M)", scores + lapsed > 0 ? .doubtful : .normal)
    }

    private func feeds(_ page: Page) -> String {
        let feeds = document["feeds"].elements
        guard !feeds.isEmpty else { return "" }
        let hasWarnings = feeds.contains { $0["warnings"].integerValue ?? 0 > 0 }
        var table = Table(
            [.left("feed"), .left("last import"), .left("newest period")]
                + (hasWarnings ? [.right("warnings")] : []) + [.prose("error")]
        )
        for feed in feeds {
            let error = feed["error"].plainText
            table.add(
                [feed.cell("name"), feed.cell("last_import_at"), feed.cell("newest_period")]
                    + (hasWarnings ? [feed.cell("warnings")] : []) + [Table.Cell(error, .bad)]
            )
        }
        return "\n" + table.render(page)
    }

    private func addAlerts(to lines: inout FieldList) {
        guard let counts = alertCounts else { return }
        let critical = counts.critical > 0 ? " (\(counts.critical) critical)" : ""
        lines.add(
            "alerts",
            [
                "\(counts.firing) firing\(critical)", "\(counts.pending) pending", "\(counts.silenced) silenced",
                "\(counts.acknowledged) acknowledged", "by \(counted(counts.rules, "rule"))",
            ].joined(separator: ", "),
            counts.critical > 0 ? .bad : counts.firing > 0 ? .doubtful : .normal
        )
        let since =
            counts.waiting > 0 && counts.waitingSince != nil
            ? " since \(moment(document["alerts"]["waiting_since"]))" : ""
        lines.add(
            "",
            "deliveries: \(counts.waiting) waiting\(since), \(counts.dead) dead",
            counts.dead > 0 ? .bad : .normal
        )
    }

    private var alertCounts: AlertCounts? { AlertCounts(document["alerts"]) }

    /// One line for a monitoring system, and its exit status: a critical alert counts for more than a degraded daemon.
    ///
    /// Source of the form: the plug-in convention of Nagios and its descendants.
    var check: (line: String, status: ExitStatus) {
        let counts = alertCounts
        var problems = document["problems"].elements.map(\.shown)
        if document["healthy"].boolValue != true, problems.isEmpty { problems = ["not healthy"] }
        problems += counts.map { $0.problems(at: now) } ?? []
        if let counts, counts.critical > 0 {
            let alerts = "\(counted(counts.critical, "critical alert")) firing"
            return ("CRITICAL - " + ([alerts] + problems).joined(separator: "; ") + "\n", .critical)
        }
        guard problems.isEmpty else { return ("WARNING - " + problems.joined(separator: "; ") + "\n", .refused) }
        let run = document["last_run"]
        let last = run.isNull ? "no run yet" : "run \(run["run"].shown) at \(run["computed_at"].shown)"
        let next = document["next_run_at"].isNull ? "" : ", next \(document["next_run_at"].shown)"
        let firing = counts.map { $0.firing > 0 ? ", \(counted($0.firing, "alert")) firing" : "" } ?? ""
        return ("OK - influenced \(document["version"].shown), \(last)\(next)\(firing)\n", .done)
    }

    private func moment(_ name: String) -> String { moment(document[name]) }

    /// A time, and how far it is from the daemon's own present.
    private func moment(_ value: JSONValue) -> String {
        guard let text = value.stringValue else { return "-" }
        guard let instant = Instant(rfc3339: text), let now else { return printable(text) }
        let (difference, overflow) = instant.seconds.subtractingReportingOverflow(now)
        guard !overflow else { return printable(text) }
        let distance = duration(abs(Double(difference)).rounded())
        return "\(printable(text)) (\(difference < 0 ? "\(distance) ago" : "in \(distance)"))"
    }

    /// The daemon's time when it answered, in seconds: its clock counts, not ours.
    private var now: Int? {
        guard let started = document["started_at"].stringValue.flatMap({ Instant(rfc3339: $0) }),
            let uptime = document["uptime_seconds"].numberValue, uptime >= 0, uptime < 1e12
        else { return nil }
        return started.adding(seconds: Int(uptime)).seconds
    }
}

/// Names and what belongs to them, in two columns; the second one wrapped.
struct FieldList {
    private let page: Page
    private(set) var text = ""
    private static let indent = 10

    init(_ page: Page) {
        self.page = page
    }

    mutating func add(_ name: String, _ value: String, _ tone: Tone = .normal) {
        let lines = page.width.map { wrapped(value, to: max(20, $0 - Self.indent)) } ?? [printable(value)]
        for (index, line) in lines.enumerated() {
            let label = index == 0 ? name : ""
            text += page.toned(label, .faint) + spaces(Self.indent - label.count) + page.toned(line, tone) + "\n"
        }
    }
}
