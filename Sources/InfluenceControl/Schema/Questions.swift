// What inputs and replies of several methods have in common, for code of both ends that is about just that.

/// The parameters of a question that may be about the past.
package protocol TimedQuestion: VarlinkStructure {
    /// A time, RFC 3339.
    var asOf: String? { get set }
    /// The number of a run; never beside ``asOf``.
    var run: Int64? { get set }
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

/// A reply that says as of when it was answered. Nothing of it is there before the first commit, nor from an older daemon.
package protocol TimedReply: VarlinkStructure {
    /// The time of the last commit that counted, RFC 3339.
    var knownAt: String? { get set }
    /// The number of the run that counted.
    var run: Int64? { get set }
    /// The number of the last import that counted.
    var vintage: Int64? { get set }
    /// Of the store: a restore begins a new one.
    var epoch: Int64? { get set }
}

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

/// The parameters that choose alerts, or silences, by patterns: of each part one, or several with commas between them.
package protocol PatternQuestion: VarlinkStructure {
    var rule: String? { get set }
    var country: String? { get set }
    var power: String? { get set }
    var node: String? { get set }
}

extension IndexInterface.ListAlerts.Input: PatternQuestion {}
extension IndexInterface.ListAlertEvents.Input: PatternQuestion {}
extension AdminInterface.Silence.Input: PatternQuestion {}
extension AdminInterface.ExtendSilences.Input: PatternQuestion {}
extension AdminInterface.Unsilence.Input: PatternQuestion {}

/// The parameters that choose silences: by their numbers, or by what they say.
package protocol SilenceQuestion: PatternQuestion {
    var silences: [Int64]? { get set }
    var severity: String? { get set }
    var author: String? { get set }
}

extension AdminInterface.ExtendSilences.Input: SilenceQuestion {}
extension AdminInterface.Unsilence.Input: SilenceQuestion {}

/// The parameters that choose observed series.
package protocol SeriesQuestion: VarlinkStructure {
    var indicator: String? { get }
    var power: String? { get }
    var country: String? { get }
}

extension IndexInterface.ListSeries.Input: SeriesQuestion {}
extension IndexInterface.GetObservations.Input: SeriesQuestion {}
