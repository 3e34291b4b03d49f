import Glibc
package import InfluenceModel

/// A file descriptor that takes log lines: one write(2) a line, nothing buffered, so that what was logged before a crash
/// is there after it, and lines of several threads do not mix.
package struct LogStream: Sendable {
    let style: LogStyle
    let now: @Sendable () -> Instant
    private let descriptor: Int32

    /// - Parameters:
    ///   - descriptor: stays open for as long as there are loggers; it is not closed.
    ///   - now: the wall clock, for the time stamps.
    package init(descriptor: Int32, style: LogStyle, now: @escaping @Sendable () -> Instant) {
        self.descriptor = descriptor
        self.style = style
        self.now = now
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

    /// Gives up where the descriptor does not take it: a log that is gone must not stop the daemon.
    func write(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while let start = rest.baseAddress, !rest.isEmpty {
                let count = Glibc.write(descriptor, start, rest.count)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return }
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
            }
        }
    }
}
