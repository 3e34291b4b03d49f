import InfluenceEngine
import InfluenceModel

/// What silences and acknowledgements are read and found by.
extension AdminMethods {
    var activeSilences: [Silence] {
        let now = engine.time.now()
        return engine.board.current.alerts.silences.all.filter { $0.isActive(at: now) }
    }

    func comment(_ text: String) throws -> String {
        guard text.utf8.count <= Self.commentLimit else {
            throw AdminError.invalidRequest("'comment' is longer than \(Self.commentLimit) bytes")
        }
        return text
    }

    /// A time to come, or a span from now on where one is given.
    func expiry(_ text: String, _ seconds: Int64?) throws -> Expiry {
        guard let seconds else { return .at(try end(text)) }
        guard (1...Self.longestSpan).contains(seconds) else {
            throw AdminError.invalidRequest("'seconds' is \(seconds); write 1 to \(Self.longestSpan)")
        }
        return .after(.seconds(Int(seconds)))
    }

    /// A thousand years.
    private static var longestSpan: Int64 { 31_557_600_000 }

    private func end(_ text: String) throws -> Instant {
        guard let until = Instant(rfc3339: text) else {
            throw AdminError.invalidRequest("'\(text)' is not a time; write 2026-11-23T06:00:00Z")
        }
        guard until > engine.time.now() else { throw AdminError.invalidRequest("\(until) is over already") }
        return until
    }
}
