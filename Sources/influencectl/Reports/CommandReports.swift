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
        guard let error = document["run_error"].stringValue else { return model + "\n" }
        return "\(model), but cannot be computed; the last good scores stay:\n\(printable(error))\n"
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

    func csv() -> String {
        let fields = ["added", "revised", "unchanged", "rejected", "recorded_at"]
        var csv = CSV(header: ["file"] + fields + ["run", "run_error"])
        for file in files {
            csv.add(
                [.string(file.name)] + fields.map { file.reply[$0] } + [
                    file.reply["run"]["run"], file.reply["run_error"],
                ]
            )
        }
        return csv.text
    }

    func table(_ page: Page) -> String {
        files.map { file in
            let counts = ["added", "revised", "unchanged", "rejected"].map { "\(file.reply[$0].shown) \($0)" }
            let run = file.reply["run"]
            return "\(printable(file.name)): " + counts.joined(separator: ", ") + "\n"
                + (run.isNull ? "" : "  " + sentence(ofRun: run) + "\n")
        }.joined()
    }
}
