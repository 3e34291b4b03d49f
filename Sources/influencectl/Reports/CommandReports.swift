import InfluenceControl

/// What a recomputation on request came to.
struct RecomputeReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        document["heartbeat"].boolValue == true
            ? "nothing has changed: run \(document["run"]["run"].shown) stands\n"
            : sentence(ofRun: document["run"]) + "\n"
    }
}

/// The model after configuration and models were read anew.
struct ReloadReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        let model = "model \(document["model"].shown) \(abbreviated(document["model_hash"])) is in force"
        let warnings = document["warnings"].elements.map { "! \($0.shown)\n" }.joined()
        guard let error = document["run_error"].stringValue else { return model + "\n" + warnings }
        return "\(model), but cannot be computed; the last good scores stay:\n\(printable(error))\n" + warnings
    }
}

/// Where the copy of the database is.
struct BackupReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        let size = document["size_bytes"].numberValue.map(binarySize) ?? "-"
        return "\(document["path"].shown): \(size)\n"
    }
}

/// What became of each imported file.
struct ImportReport: Report {
    /// The files that were taken, as they were named, with the daemon's reply.
    let files: [(name: String, reply: JSONValue)]

    /// The reply; of several files an array of the replies, each with its `file`.
    var document: JSONValue {
        if files.count == 1, let file = files.first { return file.reply }
        return .array(
            files.map { file in
                .object(
                    JSONObject(
                        [.init(name: "file", value: .string(file.name))] + (file.reply.objectValue?.members ?? [])
                    )
                )
            }
        )
    }

    func csv() -> CSV {
        let fields = ["added", "revised", "unchanged", "rejected", "recorded_at"]
        var csv = CSV(header: ["file"] + fields + ["run", "run_error"])
        for file in files {
            csv.add(
                [.string(file.name)] + fields.map { file.reply[$0] } + [
                    file.reply["run"]["run"], file.reply["run_error"],
                ]
            )
        }
        return csv
    }

    func table(_ page: Page) -> String {
        files.map { file in
            var counts = ["added", "revised", "unchanged", "rejected"].map { "\(file.reply[$0].shown) \($0)" }
            if let texts = file.reply["annotated"].integerValue, texts > 0 { counts.append("\(texts) annotated") }
            if let warnings = file.reply["warning_count"].integerValue, warnings > 0 {
                counts.append(counted(warnings, "warning"))
            }
            let run = file.reply["run"]
            let number = file.reply["vintage"].integerValue.map { " (import \($0))" } ?? ""
            let isDry = file.reply["dry_run"].boolValue == true
            return "\(printable(file.name)): " + counts.joined(separator: ", ") + number + "\n"
                + (run.isNull ? "" : "  " + sentence(ofRun: run) + "\n")
                + (isDry ? EffectTable(file.reply["effect"]).text(page) : "")
                + UndefinedNotes(file.reply).text(page, isDry ? "then " : "since this import ", indent: 2)
        }.joined()
    }
}

/// What was withdrawn of an import.
struct UndoReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        let isDry = document["dry_run"].boolValue == true
        let counts = [
            ("withdrawn", "withdrawn"), ("restored", "with the value before"), ("reinstated", "there again"),
            ("annotated", "with the texts before"),
        ].compactMap { name, words -> String? in
            guard let count = document[name].integerValue, count > 0 else { return nil }
            return "\(count) \(words)"
        }
        let number = document["vintage"].integerValue.map { " (import \($0))" } ?? ""
        let what = counts.isEmpty ? "nothing to withdraw" : counts.joined(separator: ", ")
        let run = document["run"]
        return "import \(document["undoes"].shown): \(what)\(number)\n" + replaced
            + (run.isNull ? "" : "  " + sentence(ofRun: run) + "\n")
            + (isDry ? EffectTable(document["effect"]).text(page) : "")
            + UndefinedNotes(document).text(page, isDry ? "then " : "since then ", indent: 2)
    }

    private var replaced: String {
        let count = document["replaced"].integerValue ?? 0
        guard count > 0 else { return "" }
        let keys = document["replacements"].elements
        let lines = keys.map { key in
            let parts = ["indicator", "power", "country", "reporter", "period"].map { key[$0].plainText }
            return "    \(printable(parts.filter { !$0.isEmpty }.joined(separator: " ")))\n"
        }
        let more = count > keys.count ? "    and \(count - Int64(keys.count)) more\n" : ""
        return "  replaced since, and left as \(count == 1 ? "it is" : "they are"): \(count)\n" + lines.joined() + more
    }
}

/// What an import would change.
struct EffectTable {
    private let effect: JSONValue

    init(_ effect: JSONValue) {
        self.effect = effect
    }

    func text(_ page: Page) -> String {
        guard !effect.isNull else { return "" }
        let scores = effect["scores"].elements
        let changed = effect["changed"].integerValue ?? 0
        let inputs = "  nothing was kept; this holds for input \(abbreviated(effect["input"]))\n"
        guard changed > 0 else { return "  no score would change\n" + alerts(page) + inputs }
        var table = Table([
            .left("country"), .left("power"), .left("node"), .left("period"), .decimal("from"), .decimal("to"),
            .decimal("difference"), .right("rank"), .right("periods"),
        ])
        for score in scores {
            table.add([
                score.cell("country"), score.cell("power"), score.cell("node"), score.cell("period"),
                score.figure("from", 2), score.figure("to", 2), difference(score), rank(score), score.cell("periods"),
            ])
        }
        let more = changed > scores.count ? "  and \(changed - Int64(scores.count)) more\n" : ""
        return "  \(counted(changed, "score")) would change:\n\n" + table.render(page) + more + leaders + alerts(page)
            + inputs
    }

    /// `  would fire: critical china-passes-russia-trade: CHN is ahead of RUS ...`
    private func alerts(_ page: Page) -> String {
        guard let count = effect["alert_count"].integerValue else { return "" }
        guard count > 0 else { return "  no alert would change\n" }
        let alerts = effect["alerts"].elements
        let lines = alerts.map { alert in
            let kind = alert["kind"].plainText
            let reason = alert["reason"].stringValue.map { " (\(printable($0)))" } ?? ""
            let line =
                "would \(Self.verb(kind)): \(alert["severity"].shown) \(alert["rule"].shown): "
                + "\(alert["summary"].shown)\(reason)"
            return wrapped(line, to: page.proseWidth - 4).enumerated()
                .map { number, text in
                    (number == 0 ? "  " : "    ") + page.toned(text, eventTone(kind, alert)) + "\n"
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

    private var leaders: String {
        effect["leaders"].elements.map { leader in
            func name(_ key: String) -> String { leader[key].isNull ? "nobody alone" : leader[key].shown }
            return
                "  \(leader["country"].shown) \(leader["node"].shown) \(leader["period"].shown): \(name("to")) would lead, "
                + "not \(name("from"))\n"
        }.joined()
    }

    private func difference(_ score: JSONValue) -> Table.Cell {
        guard let from = score["from"].numberValue, let to = score["to"].numberValue else {
            return Table.Cell("-", .faint)
        }
        let text = fixed(to - from, 2)
        return Table.Cell(to > from ? "+" + text : text)
    }

    private func rank(_ score: JSONValue) -> Table.Cell {
        let (from, to) = (score["rank_from"].shown, score["rank_to"].shown)
        return from == to ? Table.Cell(to) : Table.Cell("\(from) -> \(to)", .strong)
    }
}
