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
        guard seconds >= 1 else { throw AdminError.invalidRequest("'seconds' is \(seconds); write at least 1") }
        let span = TimeSpan.seconds(Int(seconds))
        guard span <= .longest else {
            throw AdminError.invalidRequest(
                "\(seconds) s is longer than \(TimeSpan.longestInWords), the longest there is"
            )
        }
        return .after(span)
    }

    private func end(_ text: String) throws -> Instant {
        guard let until = Instant(rfc3339: text) else {
            throw AdminError.invalidRequest("'\(text)' is not a time; write 2026-11-23T06:00:00Z")
        }
        let now = engine.time.now()
        guard until > now else { throw AdminError.invalidRequest("\(until) is over already") }
        guard until <= now.adding(microseconds: TimeSpan.longest.microseconds) else {
            throw AdminError.invalidRequest(
                "until \(until) is longer than \(TimeSpan.longestInWords), the longest there is"
            )
        }
        return until
    }
}
