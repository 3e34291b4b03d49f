import InfluenceControl

/// What a recomputation on request came to.
struct RecomputeReport: ReplyReport {
    let answer: Answer<AdminInterface.Recompute.Output>

    func table(_ page: Page) -> String {
        reply.heartbeat
            ? "nothing has changed: run \(reply.run.run.shown) stands\n"
            : sentence(ofRun: reply.run) + "\n"
    }
}

/// The model after configuration and models were read anew.
struct ReloadReport: ReplyReport {
    let answer: Answer<AdminInterface.Reload.Output>

    func table(_ page: Page) -> String {
        let model = "model \(reply.model.shown) \(abbreviated(reply.modelHash)) is in force"
        let warnings = reply.warnings.map { "! \($0.shown)\n" }.joined()
        guard let error = reply.runError else { return model + "\n" + warnings }
        return "\(model), but cannot be computed; the last good scores stay:\n\(printable(error))\n" + warnings
    }
}

/// Where the copy of the database is.
struct BackupReport: ReplyReport {
    let answer: Answer<AdminInterface.Backup.Output>

    func table(_ page: Page) -> String {
        "\(reply.path.shown): \(binarySize(Double(reply.sizeBytes)))\n"
    }
}

/// What became of each imported file.
struct ImportReport: Report {
    /// The files that were taken, as they were named, with the daemon's reply.
    let files: [(name: String, answer: Answer<AdminInterface.ImportObservations.Output>)]

    /// The reply; of several files an array of the replies, each with its `file`.
    var document: JSONValue {
        if files.count == 1, let file = files.first { return file.answer.document }
        return .array(
            files.map { file in
                .object(
                    JSONObject(
                        [.init(name: "file", value: .string(file.name))]
                            + (file.answer.document.objectValue?.members ?? [])
                    )
                )
            }
        )
    }

    func csv() -> CSV {
        let fields: [AdminInterface.ImportObservations.Output.Field] = [
            .added, .revised, .unchanged, .rejected, .recordedAt,
        ]
        let later: [AdminInterface.ImportObservations.Output.Field] = [.run, .runError]
        var csv = CSV(header: ["file"] + (fields + later).map(\.rawValue))
        for file in files {
            let reply = file.answer.reply
            csv.add([.string(file.name)] + fields.map { reply[$0] } + [(reply.run?.run).json, reply.runError.json])
        }
        return csv
    }

    func table(_ page: Page) -> String {
        files.map { file in
            let reply = file.answer.reply
            var counts = [
                "\(reply.added) added", "\(reply.revised) revised", "\(reply.unchanged) unchanged",
                "\(reply.rejected) rejected",
            ]
            if reply.annotated > 0 { counts.append("\(reply.annotated) annotated") }
            if reply.warningCount > 0 { counts.append(counted(reply.warningCount, "warning")) }
            let number = reply.vintage.map { " (import \($0))" } ?? ""
            return "\(printable(file.name)): " + counts.joined(separator: ", ") + number + "\n"
                + (reply.run.map { "  " + sentence(ofRun: $0) + "\n" } ?? "")
                + (reply.dryRun ? EffectTable(reply.effect).text(page) : "")
                + UndefinedNotes(reply.undefined, count: reply.undefinedCount)
                .text(page, reply.dryRun ? "then " : "since this import ", indent: 2)
        }.joined()
    }
}

/// What was withdrawn of an import.
struct UndoReport: ReplyReport {
    let answer: Answer<AdminInterface.UndoImport.Output>

    func table(_ page: Page) -> String {
        let counts = [
            (reply.withdrawn, "withdrawn"), (reply.restored, "with the value before"),
            (reply.reinstated, "there again"),
            (reply.annotated, "with the texts before"),
        ].filter { $0.0 > 0 }.map { count, words in "\(count) \(words)" }
        let number = reply.vintage.map { " (import \($0))" } ?? ""
        let what = counts.isEmpty ? "nothing to withdraw" : counts.joined(separator: ", ")
        return "import \(reply.undoes.shown): \(what)\(number)\n" + replaced
            + (reply.run.map { "  " + sentence(ofRun: $0) + "\n" } ?? "")
            + (reply.dryRun ? EffectTable(reply.effect).text(page) : "")
            + UndefinedNotes(reply.undefined, count: reply.undefinedCount)
            .text(page, reply.dryRun ? "then " : "since then ", indent: 2)
    }

    private var replaced: String {
        let count = reply.replaced
        guard count > 0 else { return "" }
        let keys = reply.replacements
        let lines = keys.map { key in
            let parts = [key.indicator, key.power ?? "", key.country ?? "", key.reporter, key.period]
            return "    \(printable(parts.filter { !$0.isEmpty }.joined(separator: " ")))\n"
        }
        let more = count > keys.count ? "    and \(count - Int64(keys.count)) more\n" : ""
        return "  replaced since, and left as \(count == 1 ? "it is" : "they are"): \(count)\n" + lines.joined() + more
    }
}

/// What an import would change.
struct EffectTable {
    private let effect: AdminInterface.ImportEffect?

    init(_ effect: AdminInterface.ImportEffect?) {
        self.effect = effect
    }

    func text(_ page: Page) -> String {
        guard let effect else { return "" }
        let inputs = "  nothing was kept; this holds for input \(abbreviated(effect.input))\n"
        guard effect.changed > 0 else { return "  no score would change\n" + alerts(effect, page) + inputs }
        var table = Table([
            .left("country"), .left("power"), .left("node"), .left("period"), .decimal("from"), .decimal("to"),
            .decimal("difference"), .right("rank"), .right("periods"),
        ])
        for score in effect.scores {
            table.add([
                score.country.cell, score.power.cell, score.node.cell, score.period.cell, score.from.figure(2),
                score.to.figure(2), difference(score), rank(score), score.periods.cell,
            ])
        }
        let shown = Int64(effect.scores.count)
        let more = effect.changed > shown ? "  and \(effect.changed - shown) more\n" : ""
        return "  \(counted(effect.changed, "score")) would change:\n\n" + table.render(page) + more + leaders(effect)
            + alerts(effect, page) + inputs
    }

    /// `  would fire: critical china-passes-russia-trade: CHN is ahead of RUS ...`
    private func alerts(_ effect: AdminInterface.ImportEffect, _ page: Page) -> String {
        guard let count = effect.alertCount else { return "" }
        guard count > 0 else { return "  no alert would change\n" }
        let alerts = effect.alerts ?? []
        let lines = alerts.map { alert in
            let reason = alert.reason.map { " (\(printable($0)))" } ?? ""
            let line =
                "would \(Self.verb(alert.kind)): \(alert.severity.shown) \(alert.rule.shown): "
                + "\(alert.summary.shown)\(reason)"
            return wrapped(line, to: page.proseWidth - 4).enumerated()
                .map { number, text in
                    (number == 0 ? "  " : "    ") + page.toned(text, eventTone(alert.kind, alert.severity)) + "\n"
                }.joined()
        }
        let more = count > alerts.count ? "  and \(count - Int64(alerts.count)) more\n" : ""
        return lines.joined() + more
    }

    private static func verb(_ kind: String) -> String {
        switch kind {
        case "firing": "fire"
        case "resolved": "resolve"
        case "held": "be held"
        case "no_data": "lose its data"
        case "data_back": "have its data back"
        case "flapping": "flap"
        case "pending": "wait"
        default: printable(kind)
        }
    }

    private func leaders(_ effect: AdminInterface.ImportEffect) -> String {
        effect.leaders.map { leader in
            func name(_ power: String?) -> String { power?.shown ?? "nobody alone" }
            return
                "  \(leader.country.shown) \(leader.node.shown) \(leader.period.shown): \(name(leader.to)) would lead, "
                + "not \(name(leader.from))\n"
        }.joined()
    }

    private func difference(_ score: AdminInterface.ScoreEffect) -> Table.Cell {
        guard let from = score.from, let to = score.to else { return .missing }
        let text = fixed(to - from, 2)
        return Table.Cell(to > from ? "+" + text : text)
    }

    private func rank(_ score: AdminInterface.ScoreEffect) -> Table.Cell {
        let (from, to) = (score.rankFrom.shown, score.rankTo.shown)
        return from == to ? Table.Cell(to) : Table.Cell("\(from) -> \(to)", .strong)
    }
}
