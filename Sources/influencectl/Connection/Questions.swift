import InfluenceControl

/// The parameters of a question that may be about the past.
protocol TimedQuestion: VarlinkStructure {
    var asOf: String? { get set }
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

/// A reply that says as of when it was answered.
protocol TimedReply: VarlinkStructure {
    var knownAt: String? { get }
}

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
extension IndexInterface.ListImports.Output: TimedReply {}

/// The parameters that choose alerts, or silences, by patterns.
protocol PatternQuestion: VarlinkStructure {
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

/// The parameters that choose silences.
protocol SilenceQuestion: PatternQuestion {
    var silences: [Int64]? { get set }
    var severity: String? { get set }
    var author: String? { get set }
}

extension AdminInterface.ExtendSilences.Input: SilenceQuestion {}
extension AdminInterface.Unsilence.Input: SilenceQuestion {}
