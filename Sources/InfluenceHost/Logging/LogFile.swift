import Glibc
import InfluenceThreads
import Synchronization

/// A log that takes a line at once or not at all, as files do: nothing is buffered, so that what was logged before a crash
/// is there after it.
final class LogFile: LogSink {
    private let writer: Mutex<LineWriter>

    init(descriptor: Int32) {
        writer = Mutex(LineWriter(descriptor: descriptor))
    }

    func write(_ line: String) {
        _ = writer.withLock { $0.write(line) { true } }
    }

    func deliver(_ line: String) async -> String? {
        writer.withLock { $0.write(line) { true } }
    }

    func flush(until deadline: MonotonicTime) {}
}

/// Writes lines to a descriptor, one write(2) each where that takes it whole.
struct LineWriter {
    private let descriptor: Int32
    /// Bytes that one write(2) gets at most.
    private let most: Int
    /// The last line stands there in part.
    private var isTorn = false

    init(descriptor: Int32, most: Int = .max) {
        self.descriptor = descriptor
        self.most = most
    }

    /// - Parameter isReady: asked before each write(2), and again where it would have to wait: `false` gives up.
    /// - Returns: why the line is not there, or not whole; `nil` where it is.
    mutating func write(_ line: String, isReady: () -> Bool) -> String? {
        // What comes behind a half line would be taken for its end.
        var line = isTorn ? "\n" + line : line
        var written = 0
        let error = line.withUTF8 { bytes -> String? in
            while written < bytes.count {
                guard isReady() else { return "nobody reads the log" }
                let rest = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[written...])
                let count = Glibc.write(descriptor, rest.baseAddress, min(rest.count, most))
                if count > 0 {
                    written += count
                } else if count == 0 || (errno != EINTR && errno != EAGAIN) {
                    return String(cString: strerror(count == 0 ? ENOSPC : errno))
                }
            }
            return nil
        }
        if error == nil { isTorn = false } else if written > 0 { isTorn = true }
        return error.map { "the log cannot be written: \($0)" }
    }
}
