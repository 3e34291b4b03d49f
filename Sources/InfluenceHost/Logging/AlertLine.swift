import InfluenceModel
import Logging

extension LogStream {
    /// Writes the event of an alert, which systemd's journal keeps. The log's level is about what the daemon tells of
    /// itself: here everything is written, so that whoever reads of an incident reads of its end too.
    /// - Returns: why it is not in the log, or not known to be; `nil` where it is.
    func deliver(_ event: AlertEvent) async -> String? {
        await deliver(
            LogLine.format(
                style: style,
                time: now(),
                label: "alerts",
                level: event.logLevel,
                message: event.summary,
                metadata: event.fields
            )
        )
    }
}

extension AlertEvent {
    fileprivate var logLevel: Logger.Level {
        switch (kind, severity) {
        case (.resolved, _), (.dataBack, _), (.held, _), (_, .info): .notice
        case (_, .warning): .warning
        case (_, .critical): .critical
        }
    }

    fileprivate var fields: Logger.Metadata {
        var fields: Logger.Metadata = [
            "event": "\(id)", "kind": "\(kind.rawValue)", "rule": "\(key.rule)", "subject": "\(key.subject)",
            "severity": "\(severity.rawValue)",
        ]
        if let incident { fields["incident"] = "\(incident)" }
        if let value { fields["value"] = "\(value)" }
        if let run { fields["run"] = "\(run)" }
        if let reason { fields["reason"] = "\(reason)" }
        return fields
    }
}
