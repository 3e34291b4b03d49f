import InfluenceControl

/// A silence that begins.
struct SilenceReport: ReplyReport {
    let answer: Answer<AdminInterface.Silence.Output>
    /// As it was asked for.
    let until: String?

    func table(_ page: Page) -> String {
        let end = until.map { " until \(printable($0))" } ?? ""
        let alerts = counted(reply.alerts, "open alert")
        return "silence \(reply.silence.shown)\(end) covers \(alerts)\n"
    }
}

/// Silences that were ended.
struct UnsilenceReport: ReplyReport {
    let answer: Answer<AdminInterface.Unsilence.Output>

    func table(_ page: Page) -> String {
        (reply.silences.isEmpty ? [reply.silence] : reply.silences)
            .map { "silence \($0.shown) ended at \(reply.endedAt.shown)\n" }.joined()
    }
}

/// An alert that somebody has taken notice of.
struct AcknowledgementReport: ReplyReport {
    let answer: Answer<AdminInterface.Acknowledge.Output>
    /// As it was asked for; `nil` for as long as the alert is open.
    let until: String?

    func table(_ page: Page) -> String {
        if let count = reply.accepted {
            let subject = reply.subject.isEmpty ? "" : ", \(reply.subject.shown)"
            return "accepted what was held of \(counted(count, "alert")), rule \(reply.rule.shown)\(subject)\n"
        }
        return "acknowledged \(printable(shortID(reply.alert))), rule \(reply.rule.shown), "
            + "\(reply.subject.shown): until \(until.map(printable) ?? "it resolves")\n"
    }
}

/// What came of a test event.
struct HookTestReport: ReplyReport {
    let answer: Answer<AdminInterface.TestHook.Output>

    var isDelivered: Bool { reply.delivered }

    func table(_ page: Page) -> String {
        let verdict = isDelivered ? page.toned("delivered", .good) : page.toned("NOT delivered", .bad)
        let status = reply.status.map { ", status \($0)" } ?? ""
        let took = " in \(duration(reply.durationSeconds))"
        let error = reply.error.map { paragraph($0, indent: 2, width: page.proseWidth) } ?? ""
        return "hook \(reply.hook.shown): \(verdict)\(took)\(status)\n\(error)" + output
    }

    /// What the hook wrote, a line a line: a hook must not be able to forge what stands above.
    private var output: String {
        // By scalars: a carriage return and a line feed are one character.
        let text = reply.output.unicodeScalars
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0.last == "\r" ? $0.dropLast() : $0) }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map { "  | \(printable($0))\n" }.joined()
    }
}

/// Deliveries that are tried anew, or taken note of.
struct RetryReport: Report {
    let document: JSONValue
    let count: Int64
    /// The hook that was asked for; `nil` for all.
    let hook: String?
    /// What was done with them, where they do not wait again.
    var verb: String?

    func table(_ page: Page) -> String {
        let whose = hook.map { " of \(printable($0))" } ?? ""
        return count == 0
            ? "no deliveries\(whose) were given up\n"
            : "\(counted(count, "delivery", "deliveries"))\(whose) \(verb ?? (count == 1 ? "waits again" : "wait again"))\n"
    }
}
