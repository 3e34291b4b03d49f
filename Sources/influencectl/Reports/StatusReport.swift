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
        return headline(page) + "\n" + lines.text + feeds(page)
    }

    /// The daemon's: nothing here judges anything.
    private enum Verdict: String {
        case ok, warning, critical
    }

    private var verdict: Verdict? { document["verdict"].stringValue.flatMap(Verdict.init) }

    private func headline(_ page: Page) -> String {
        let state =
            switch verdict {
            case .ok: page.toned("healthy", .good)
            case .warning: page.toned("needs attention", .bad)
            case .critical: page.toned("critical", .bad)
            case nil: page.toned("health unknown", .doubtful)
            }
        let reasons = document["reasons"].elements.map { reason in
            func lines(_ name: String, after mark: String) -> String {
                wrapped(reason[name].shown, to: page.proseWidth - mark.count)
                    .joined(separator: "\n" + spaces(mark.count)) + "\n"
            }
            return page.toned("! ", .bad) + lines("message", after: "! ") + "  -> " + lines("way", after: "  -> ")
        }
        return page.toned("influenced \(document["version"].shown)", .strong) + ", " + state + "\n" + reasons.joined()
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

    /// One line for a monitoring system, and its exit status: the daemon's verdict, as the headline has it.
    ///
    /// Source of the form: the plug-in convention of Nagios and its descendants.
    var check: (line: String, status: ExitStatus) {
        let reasons = document["reasons"].elements.map { "\($0["message"].shown) (\($0["way"].shown))" }
        func line(_ state: String) -> String { "\(state) - " + reasons.joined(separator: "; ") + "\n" }
        switch verdict {
        case .critical: return (line("CRITICAL"), .critical)
        case .warning: return (line("WARNING"), .refused)
        case nil: return ("UNKNOWN - the daemon gives no verdict: it is of another version\n", .unreachable)
        case .ok: break
        }
        let run = document["last_run"]
        let last = run.isNull ? "no run yet" : "run \(run["run"].shown) at \(run["computed_at"].shown)"
        let next = document["next_run_at"].isNull ? "" : ", next \(document["next_run_at"].shown)"
        let firing = alertCounts.map { $0.firing > 0 ? ", \(counted($0.firing, "alert")) firing" : "" } ?? ""
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
        if let now = document["now"].stringValue.flatMap({ Instant(rfc3339: $0) }) { return now.seconds }
        // A daemon that is older than this client says it by other means.
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
