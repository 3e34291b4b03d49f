import Glibc
package import InfluenceModel
import InfluenceThreads
import Logging

/// A file descriptor that takes log lines. What is written to a file is there before the call returns; a pipe, a socket or
/// a terminal is written to by a thread of its own, because whoever reads it may stop doing so.
package struct LogStream: Sendable {
    let style: LogStyle
    let now: @Sendable () -> Instant
    private let sink: any LogSink

    /// - Parameters:
    ///   - descriptor: stays open for as long as there are loggers; it is not closed.
    ///   - now: the wall clock, for the time stamps.
    ///   - patience: how long a line that must not be lost waits for a reader.
    package init(
        descriptor: Int32,
        style: LogStyle,
        patience: Duration = .seconds(10),
        now: @escaping @Sendable () -> Instant
    ) {
        self.style = style
        self.now = now
        sink =
            Self.hasReader(descriptor)
            ? LogThread(descriptor: descriptor, patience: patience) { count in
                LogLine.format(
                    style: style,
                    time: now(),
                    label: "log",
                    level: .warning,
                    message: "\(count) lines before this one were lost: nobody read the log",
                    metadata: [:]
                )
            } : LogFile(descriptor: descriptor)
    }

    /// Standard error, in the style that fits what it is.
    package static func standardError(
        environment: [String: String],
        now: @escaping @Sendable () -> Instant
    ) -> LogStream {
        var status = stat()
        let known = fstat(STDERR_FILENO, &status) == 0
        let style = LogStyle.choose(
            environment: environment,
            isTerminal: isatty(STDERR_FILENO) == 1,
            file: known ? (UInt64(status.st_dev), UInt64(status.st_ino)) : nil
        )
        return LogStream(descriptor: STDERR_FILENO, style: style, now: now)
    }

    private static func hasReader(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        return [S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT) || isatty(descriptor) == 1
    }

    /// Waits for no reader, and gives up where the descriptor does not take it: a log that is gone must not stop the daemon.
    func write(_ line: String) { sink.write(line) }

    /// For a line that must not be lost.
    /// - Returns: why it is not in the log, or not known to be; `nil` where it is.
    func deliver(_ line: String) async -> String? { await sink.deliver(line) }

    /// Waits until everything is written that was logged before; at the end of the process.
    func flush(until deadline: MonotonicTime) { sink.flush(until: deadline) }
}

/// What takes the lines of a log.
protocol LogSink: Sendable {
    func write(_ line: String)
    func deliver(_ line: String) async -> String?
    func flush(until deadline: MonotonicTime)
}
