import Glibc
import InfluenceText

/// Writes to a standard stream with write(2), whole; Glibc's `stdout` and `stderr` are shared mutable state to Swift.
enum StandardStreams {
    /// - Throws: what the system says, e.g. that the disk is full.
    static func write(_ bytes: [UInt8], to descriptor: Int32) throws(WriteFailure) {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw WriteFailure(code: errno) }
            start += count
        }
    }

    /// Writes lines to standard output, in which text from a file moves no cursor.
    static func print(_ lines: [String]) throws(WriteFailure) {
        guard !lines.isEmpty else { return }
        try write(Array((lines.map(printableLines).joined(separator: "\n") + "\n").utf8), to: STDOUT_FILENO)
    }

    /// What was asked for did not reach whoever asked: no success, whatever else was done.
    struct WriteFailure: Error, CustomStringConvertible {
        /// Of `errno`.
        let code: Int32

        /// Empty where a reader has seen enough: a pipe that was closed is no fault.
        var description: String { code == EPIPE ? "" : "cannot write the output: \(String(cString: strerror(code)))" }
    }
}

/// Prints a line to standard error, in which text from a file moves no cursor. Nothing of an empty one.
func printError(_ text: String) {
    if text.isEmpty { return }
    // Nobody could be told of a failure.
    try? StandardStreams.write(Array(printableLines(text).utf8) + [UInt8(ascii: "\n")], to: STDERR_FILENO)
}
