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

/// The parameters of a question that may be about the past.
protocol TimedQuestion: VarlinkStructure {
    var asOf: String? { get }
    var run: Int64? { get }
}

/// A reply that says as of when it was answered.
protocol TimedReply: VarlinkStructure {
    var knownAt: String? { get set }
    var run: Int64? { get set }
    var vintage: Int64? { get set }
    var epoch: Int64? { get set }
}

extension IndexInterface.GetModel.Input: TimedQuestion {}
extension IndexInterface.ListSeries.Input: TimedQuestion {}
extension IndexInterface.GetScores.Input: TimedQuestion {}
extension IndexInterface.GetMeasures.Input: TimedQuestion {}
extension IndexInterface.GetUncertainty.Input: TimedQuestion {}
extension IndexInterface.Compare.Input: TimedQuestion {}
extension IndexInterface.GetHistory.Input: TimedQuestion {}
extension IndexInterface.GetRanking.Input: TimedQuestion {}
extension IndexInterface.Explain.Input: TimedQuestion {}
extension IndexInterface.GetObservations.Input: TimedQuestion {}
extension IndexInterface.GetCoverage.Input: TimedQuestion {}
extension IndexInterface.WhatIf.Input: TimedQuestion {}

extension IndexInterface.GetModel.Output: TimedReply {}
extension IndexInterface.ListSeries.Output: TimedReply {}
extension IndexInterface.GetScores.Output: TimedReply {}
extension IndexInterface.GetMeasures.Output: TimedReply {}
extension IndexInterface.GetUncertainty.Output: TimedReply {}
extension IndexInterface.Compare.Output: TimedReply {}
extension IndexInterface.GetHistory.Output: TimedReply {}
extension IndexInterface.GetRanking.Output: TimedReply {}
extension IndexInterface.Explain.Output: TimedReply {}
extension IndexInterface.GetObservations.Output: TimedReply {}
extension IndexInterface.GetCoverage.Output: TimedReply {}
extension IndexInterface.WhatIf.Output: TimedReply {}
extension IndexInterface.ListRuns.Output: TimedReply {}
extension IndexInterface.ListImports.Output: TimedReply {}
