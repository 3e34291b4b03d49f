import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore

/// A call's arguments, and what was known when it asks about.
struct Question {
    let arguments: Arguments
    let moment: AnsweredMoment
    let loaded: LoadedModel

    var model: Model { loaded.model }
    /// The time that was asked about; `nil` where none was.
    var asked: Instant? { moment.asked }
    /// As of when it is answered; `nil` where nothing is known yet.
    var asOf: Instant? { moment.known?.at }
    /// The run in force then.
    var run: Run? { moment.known?.run }

    /// A reply that says what was known.
    func telling(_ document: JSONValue) -> JSONValue { moment.telling(document) }
}

/// As of which commit a call is answered.
struct AnsweredMoment {
    let asked: Instant?
    /// `nil` before the first commit.
    let known: Knowledge?

    func telling(_ document: JSONValue) -> JSONValue {
        guard var members = document.objectValue else { return document }
        members["known_at"] = Document.time(known?.at)
        members["run"] = .integer(orNull: known?.run?.id)
        members["vintage"] = .integer(orNull: known?.vintage)
        members["epoch"] = .integer(orNull: known.map { Int64($0.epoch) })
        return .object(members)
    }
}
