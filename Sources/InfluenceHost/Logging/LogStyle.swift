import InfluenceModel
import Logging

/// How lines begin, by who reads them.
package enum LogStyle: Hashable, Sendable {
    /// A terminal, a file or a pipe: `2026-11-23T06:00:00Z info  run: ...`; the level in colour where asked for.
    case readable(color: Bool)
    /// systemd's journal: `<6>run: ...`; it has its own clock, and takes the priority from the prefix.
    case journal

    /// - Parameters:
    ///   - environment: `JOURNAL_STREAM` names the journal's end of a stream, `NO_COLOR` and `TERM=dumb` forbid colour.
    ///   - isTerminal: whether the stream is one.
    ///   - file: the stream's device and inode.
    static func choose(environment: [String: String], isTerminal: Bool, file: (device: UInt64, inode: UInt64)?)
        -> LogStyle
    {
        // Only when it names this very stream: children of services inherit the variable but may write elsewhere.
        if let file, environment["JOURNAL_STREAM"] == "\(file.device):\(file.inode)" { return .journal }
        let wanted = environment["NO_COLOR", default: ""].isEmpty && environment["TERM"] != "dumb"
        return .readable(color: isTerminal && wanted)
    }

    func prefix(level: Logger.Level, time: Instant) -> String {
        switch self {
        case .journal: "<\(level.journalPriority)>"
        case .readable(let color):
            // Whole seconds: a log is read by people; the journal and the database know more.
            "\(Instant(seconds: time.seconds)) \(color ? level.colored : level.padded) "
        }
    }
}

extension Logger.Level {
    /// Severity of syslog(3).
    fileprivate var journalPriority: Int {
        switch self {
        case .critical: 2
        case .error: 3
        case .warning: 4
        case .notice: 5
        case .info: 6
        case .debug, .trace: 7
        }
    }

    /// Five columns, so that messages stand below each other.
    fileprivate var padded: String {
        switch self {
        case .critical: "crit "
        case .error: "error"
        case .warning: "warn "
        case .notice: "note "
        case .info: "info "
        case .debug: "debug"
        case .trace: "trace"
        }
    }

    fileprivate var colored: String {
        let code: Int? =
            switch self {
            case .critical, .error: 31
            case .warning: 33
            case .notice: 36
            case .info: nil
            case .debug, .trace: 90
            }
        return code.map { "\u{1B}[\($0)m\(padded)\u{1B}[0m" } ?? padded
    }
}
