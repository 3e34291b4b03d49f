import ArgumentParser
import InfluenceControl
import InfluenceModel
import InfluenceText

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show health, runs, store, alerts and feeds.",
        discussion: """
            The verdict is the daemon's, with a way out of each of its reasons. With --check one line for a monitoring \
            system, and its exit status: 0 healthy; 1 needs attention, for example because deliveries of alerts were \
            given up or wait for longer than 15 minutes; 2 critical: an alert of that severity is open that nobody has \
            silenced or acknowledged; 3 unknown, because no daemon answers.
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Flag(help: "Print one line, and tell the health by the exit status.")
    var check = false

    func validate() throws {
        if check, global.format != .table {
            throw ValidationError("'--check' prints one line for a monitoring system, and takes no '--format'.")
        }
    }

    func run() throws {
        try Self.answer(check: check, session: global.session, format: global.format)
    }

    static func answer(check: Bool, session: Session, format: Format) throws(Failure) {
        guard check else {
            return try Output.write(
                StatusReport(answer: try session.call(IndexInterface.GetStatus.self, .init())),
                as: format
            )
        }
        let result: (line: String, status: ExitStatus)
        do {
            result = StatusReport(answer: try session.call(IndexInterface.GetStatus.self, .init())).check
        } catch {
            try Output.write("UNKNOWN - \(error.description.prefix { $0 != "\n" })\n")
            throw .reported(.unreachable)
        }
        try Output.write(result.line)
        if result.status != .done { throw .reported(result.status) }
    }
}

/// Health, runs, store, alerts and feeds in one look.
struct StatusReport: ReplyReport {
    let answer: Answer<IndexInterface.GetStatus.Output>

    func table(_ page: Page) -> String {
        var lines = FieldList(page)
        lines.add(
            "model",
            reply.model.map { "\($0.shown) \(abbreviated(reply.modelHash))" } ?? "-"
        )
        lines.add("started", moment(reply.startedAt))
        lines.add("last run", lastRun)
        lines.add("next run", reply.computing ? "running now" : moment(reply.nextRunAt))
        addStore(to: &lines)
        if let warnings = reply.importWarnings, warnings > 0 {
            let causes = "\(counted(warnings, "cause")) of warnings in the last imports, which the log names"
            lines.add("imports", causes, .doubtful)
        }
        addAlerts(to: &lines)
        addExpiring(to: &lines)
        return headline(page) + "\n" + lines.text + feeds(page)
    }

    private func headline(_ page: Page) -> String {
        let state =
            // The daemon judges, and nobody else.
            switch reply.verdict {
            case .ok: page.toned("healthy", .good)
            case .warning: page.toned("needs attention", .bad)
            case .critical: page.toned("critical", .bad)
            case .other, nil: page.toned("health unknown", .doubtful)
            }
        let reasons = (reply.reasons ?? []).map { reason in
            func lines(_ text: String, after mark: String) -> String {
                wrapped(text.shown, to: page.proseWidth - mark.count)
                    .joined(separator: "\n" + spaces(mark.count)) + "\n"
            }
            return page.toned("! ", .bad) + lines(reason.message, after: "! ") + "  -> "
                + lines(reason.way, after: "  -> ")
        }
        return page.toned("influenced \(reply.version.shown)", .strong) + ", " + state + "\n" + reasons.joined()
    }

    private var lastRun: String {
        guard let run = reply.lastRun else { return "none yet" }
        let since =
            run.heartbeats > 0
            ? "; nothing new since, \(counted(run.heartbeats, "check")), the last \(moment(run.lastHeartbeatAt))" : ""
        return sentence(ofRun: run) + since
    }

    private func addStore(to lines: inout FieldList) {
        let store = reply.store
        func size(_ bytes: Int64) -> String { binarySize(Double(bytes)) }
        lines.add("store", store.path.shown)
        lines.add(
            "",
            "\(size(store.sizeBytes)), write-ahead log \(size(store.walBytes)), \(size(store.freeBytes)) free"
        )
        if reply.checking == true {
            lines.add("", "being checked: it is read whole, as at each start", .doubtful)
        }
        lines.add(
            "",
            [
                counted(store.series, "series", "series"), counted(store.observations, "observation"),
                counted(store.scores, "score"), counted(store.runs, "run"),
            ].joined(separator: ", ")
        )
    }

    private func addExpiring(to lines: inout FieldList) {
        guard let expiring = reply.expiring else { return }
        var text = "no score lapses through \(expiring.through.shown)"
        if expiring.scores > 0 {
            let verb = expiring.scores == 1 ? "lapses" : "lapse"
            text = "\(counted(expiring.scores, "score")) \(verb) through \(expiring.through.shown)"
            text += ", the first in \(expiring.first.shown)"
        }
        if expiring.lapsed > 0 { text += "; \(expiring.lapsed) lapsed within a year" }
        let isDue = expiring.scores > 0 || expiring.lapsed > 0
        lines.add("data", text + " (coverage --expiring 6M)", isDue ? .doubtful : .normal)
    }

    private func feeds(_ page: Page) -> String {
        let feeds = reply.feeds
        guard !feeds.isEmpty else { return "" }
        let hasWarnings = feeds.contains { ($0.warnings ?? 0) > 0 }
        var table = Table(
            [.left("feed"), .left("last import"), .left("newest period")]
                + (hasWarnings ? [.right("warning causes")] : []) + [.prose("error")]
        )
        for feed in feeds {
            table.add(
                [feed.name.cell, feed.lastImportAt.cell, feed.newestPeriod.cell]
                    + (hasWarnings ? [feed.warnings.cell] : []) + [Table.Cell(feed.error ?? "", .bad)]
            )
        }
        return "\n" + table.render(page)
    }

    private func addAlerts(to lines: inout FieldList) {
        guard let counts = reply.alerts else { return }
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
            ? " since \(moment(counts.waitingSince))" : ""
        lines.add(
            "",
            "deliveries: \(counts.waiting) waiting\(since), \(counts.dead) dead",
            counts.dead > 0 ? .bad : .normal
        )
    }

    /// One line for a monitoring system, and its exit status: the daemon's verdict, as the headline has it.
    ///
    /// Source of the form: the plug-in convention of Nagios and its descendants.
    var check: (line: String, status: ExitStatus) {
        let reasons = (reply.reasons ?? []).map { "\($0.message.shown) (\($0.way.shown))" }
        func line(_ state: String) -> String { "\(state) - " + reasons.joined(separator: "; ") + "\n" }
        switch reply.verdict {
        case .critical: return (line("CRITICAL"), .critical)
        case .warning: return (line("WARNING"), .refused)
        case .other, nil: return ("UNKNOWN - the daemon gives no verdict: it is of another version\n", .unreachable)
        case .ok: break
        }
        let last = reply.lastRun.map { "run \($0.run) at \($0.computedAt.shown)" } ?? "no run yet"
        let next = reply.nextRunAt.map { ", next \($0.shown)" } ?? ""
        let firing = reply.alerts.map { $0.firing > 0 ? ", \(counted($0.firing, "alert")) firing" : "" } ?? ""
        return ("OK - influenced \(reply.version.shown), \(last)\(next)\(firing)\n", .done)
    }

    /// A time, and how far it is from the daemon's own present.
    private func moment(_ time: String?) -> String {
        guard let text = time else { return "-" }
        guard let instant = Instant(rfc3339: text), let now else { return printable(text) }
        let (difference, overflow) = instant.seconds.subtractingReportingOverflow(now)
        guard !overflow else { return printable(text) }
        let distance = duration(abs(Double(difference)).rounded())
        return "\(printable(text)) (\(difference < 0 ? "\(distance) ago" : "in \(distance)"))"
    }

    /// The daemon's time when it answered, in seconds: its clock counts, not ours.
    private var now: Int? {
        if let now = reply.now.flatMap({ Instant(rfc3339: $0) }) { return now.seconds }
        // A daemon that is older than this client says it by other means.
        guard let started = Instant(rfc3339: reply.startedAt), (0..<1e12).contains(reply.uptimeSeconds) else {
            return nil
        }
        return started.adding(seconds: Int(reply.uptimeSeconds)).seconds
    }
}
