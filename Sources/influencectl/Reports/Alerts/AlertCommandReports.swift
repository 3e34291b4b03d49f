import InfluenceControl

/// A silence that begins.
struct SilenceReport: Report {
    let document: JSONValue
    /// As it was asked for.
    let until: String?

    func table(_ page: Page) -> String {
        let end = until.map { " until \(printable($0))" } ?? ""
        let alerts = counted(document["alerts"].integerValue ?? 0, "open alert")
        return "silence \(document["silence"].shown)\(end) covers \(alerts)\n"
    }
}

/// Silences that were ended.
struct UnsilenceReport: Report {
    let document: JSONValue

    func table(_ page: Page) -> String {
        let all = document["silences"].elements
        return (all.isEmpty ? [document["silence"]] : all)
            .map { "silence \($0.shown) ended at \(document["ended_at"].shown)\n" }.joined()
    }
}

/// An alert that somebody has taken notice of.
struct AcknowledgementReport: Report {
    let document: JSONValue
    /// As it was asked for; `nil` for as long as the alert is open.
    let until: String?

    func table(_ page: Page) -> String {
        if let count = document["accepted"].integerValue {
            let subject = document["subject"].plainText.isEmpty ? "" : ", \(document["subject"].shown)"
            return "accepted what was held of \(counted(count, "alert")), rule \(document["rule"].shown)\(subject)\n"
        }
        return "acknowledged \(printable(shortID(document["alert"]))), rule \(document["rule"].shown), "
            + "\(document["subject"].shown): until \(until.map(printable) ?? "it resolves")\n"
    }
}

/// What came of a test event.
struct HookTestReport: Report {
    let document: JSONValue

    var isDelivered: Bool { document["delivered"].boolValue ?? false }

    func table(_ page: Page) -> String {
        let verdict = isDelivered ? page.toned("delivered", .good) : page.toned("NOT delivered", .bad)
        let status = document["status"].isNull ? "" : ", status \(document["status"].shown)"
        let took = document["duration_seconds"].numberValue.map { " in \(duration($0))" } ?? ""
        let error = document["error"].stringValue.map { paragraph($0, indent: 2, width: page.proseWidth) } ?? ""
        return "hook \(document["hook"].shown): \(verdict)\(took)\(status)\n\(error)" + output
    }

    /// What the hook wrote, a line a line: a hook must not be able to forge what stands above.
    private var output: String {
        // By scalars: a carriage return and a line feed are one character.
        let text = document["output"].plainText.unicodeScalars
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.last == "\r" ? $0.dropLast() : $0) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { "  | \(printable($0))\n" }.joined()
    }
}

/// Deliveries that are tried anew, or taken note of.
struct RetryReport: Report {
    let document: JSONValue
    /// The hook that was asked for; `nil` for all.
    let hook: String?
    /// What was done with them, where they do not wait again.
    var verb: String?

    func table(_ page: Page) -> String {
        let count = document["deliveries"].integerValue ?? 0
        let whose = hook.map { " of \(printable($0))" } ?? ""
        return count == 0
            ? "no deliveries\(whose) were given up\n"
            : "\(counted(count, "delivery", "deliveries"))\(whose) \(verb ?? (count == 1 ? "waits again" : "wait again"))\n"
    }
}
