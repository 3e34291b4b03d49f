import InfluenceEngine
import InfluenceModel

/// What silences and acknowledgements are read and found by.
extension AdminMethods {
    var activeSilences: [Silence] {
        let now = clock.now()
        return engine.board.current.alerts.silences.all.filter { $0.isActive(at: now) }
    }

    func comment(_ text: String) throws -> String {
        guard text.utf8.count <= Self.commentLimit else {
            throw AdminError.invalidRequest("'comment' is longer than \(Self.commentLimit) bytes")
        }
        return text
    }

    /// A time to come.
    func end(_ text: String) throws -> Instant {
        guard let until = Instant(rfc3339: text) else {
            throw AdminError.invalidRequest("'\(text)' is not a time; write 2026-11-23T06:00:00Z")
        }
        guard until > clock.now() else { throw AdminError.invalidRequest("\(until) is over already") }
        return until
    }
}
