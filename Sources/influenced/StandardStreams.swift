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
            guard count > 0 else { throw WriteFailure(reason: String(cString: strerror(errno))) }
            start += count
        }
    }

    struct WriteFailure: Error, CustomStringConvertible {
        let reason: String
        var description: String { "cannot write the output: \(reason)" }
    }
}

/// Prints a line to standard error, in which text from a file moves no cursor.
func printError(_ text: String) {
    // Nobody could be told of a failure.
    try? StandardStreams.write(Array(printableLines(text).utf8) + [UInt8(ascii: "\n")], to: STDERR_FILENO)
}
