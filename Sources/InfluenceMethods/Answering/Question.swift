import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore

/// What a call says, and what was known when it asks about.
struct Question<Input: VarlinkStructure> {
    let input: Input
    let moment: AnsweredMoment
    let loaded: LoadedModel

    var model: Model { loaded.model }
    /// Reads the input's texts against the model.
    var arguments: Arguments { Arguments(model: model) }
    /// The time that was asked about; `nil` where none was.
    var asked: Instant? { moment.asked }
    /// As of when it is answered; `nil` where nothing is known yet.
    var asOf: Instant? { moment.known?.at }
    /// The run in force then.
    var run: Run? { moment.known?.run }
}

/// As of which commit a call is answered.
struct AnsweredMoment {
    let asked: Instant?
    /// `nil` before the first commit.
    let known: Knowledge?

    /// The reply with what was known.
    func telling<Reply: TimedReply>(_ reply: Reply) -> Reply {
        var reply = reply
        reply.knownAt = Document.time(known?.at)
        reply.run = known?.run?.id
        reply.vintage = known?.vintage
        reply.epoch = known.map { Int64($0.epoch) }
        return reply
    }
}
