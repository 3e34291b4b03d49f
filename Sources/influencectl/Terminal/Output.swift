import Glibc
import InfluenceControl
import InfluenceText

/// Standard output and standard error, written at once and checked: a full disk must not look like success.
enum Output {
    /// - Throws: ``Failure/cannotWrite(file:reason:)``; ``Failure/readerLeft`` where the other end of a pipe is gone.
    static func write(_ text: String) throws(Failure) {
        let code = write(Array(text.utf8), to: STDOUT_FILENO)
        if code == EPIPE { throw .readerLeft }
        if code != 0 { throw .cannotWrite(file: "standard output", reason: systemMessage(code)) }
    }

    /// Prints a report in the form that the user asked for.
    static func write(_ report: some Report, as format: Format, for reader: CSV.Reader = .anybody) throws(Failure) {
        let text = format.text(report, Terminal.current.page(of: STDOUT_FILENO), for: reader)
        // A terminal is no program.
        try write(format == .csv && isatty(STDOUT_FILENO) == 1 ? withoutControls(text) : text)
    }

    /// Says something that is not the result; there is nobody to tell where that fails.
    static func complain(_ text: String) {
        let text = withoutControls(text)
        _ = write(Array((text.hasSuffix("\n") ? text : text + "\n").utf8), to: STDERR_FILENO)
    }

    /// Writes all of `bytes`; returns the `errno` that stopped it, or 0.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var written = 0
        while written < bytes.count {
            let result = bytes.withUnsafeBytes { buffer in
                let rest = UnsafeRawBufferPointer(rebasing: buffer[written...])
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            if result >= 0 {
                written += result
            } else if errno == EAGAIN {
                // Somebody made our descriptor non-blocking: wait until it takes more.
                var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = poll(&request, 1, -1)
            } else if errno != EINTR {
                return errno
            }
        }
        return 0
    }
}
