package import InfluenceModel
import InfluenceText

/// What a rule watches for: a condition of one kind, with its parameters.
///
/// A kind is a type, in a file of its own, that says all there is to say of it, and a row of ``RuleKinds``. Nothing else
/// knows which kinds there are.
package protocol Condition: Sendable {
    /// The name of the kind in the rule file.
    static var kind: String { get }
    /// What a first look that meets the condition comes to, where neither rule nor defaults say it.
    static var startup: AlertTiming.Startup { get }
    /// What missing data come to, where neither rule nor defaults say it.
    static var onNoData: AlertTiming.NoData { get }

    /// Reads the keys of the kind. Every key is read before any is judged.
    /// - Returns: `nil` where something was reported.
    init?(_ keys: inout RuleKeys)

    /// What is watched under a model: a subject an alert, in the model's order, each once. What the model does not have is
    /// left out.
    func subjects(in model: Model) -> [AlertSubject]
    /// All that decides about a subject, in an order that never changes, and nothing else: not which subjects there are.
    var parameters: [String] { get }
    /// The condition with what it watches, for lists of rules: `CHN passes RUS on trade_share (shares) by 0.5 in KAZ`.
    var text: String { get }

    /// The condition as it is met for a subject, for sentences: `CHN is ahead of RUS on trade_share (shares) in KAZ`.
    /// - Parameter value: the one that is told; `nil` without data.
    func claim(of subject: AlertSubject, _ value: Double?) -> String
    /// What is said of a subject where the condition is over; usually what was claimed.
    /// - Parameter value: as that of ``claim(of:_:)``.
    func end(of subject: AlertSubject, _ value: Double?) -> String
    /// A value with its unit: `+2.15 percentage points`.
    func figure(_ value: Double) -> String

    /// What the values of a subject's events are counted in, in words: `points`, `percentage points`, `days`.
    func unit(of subject: AlertSubject) -> String

    /// What an evaluation sees of a subject.
    func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading
    /// The value before the present one, as events tell it; `nil` where it says nothing.
    func previous(_ record: AlertRecord, at now: Instant) -> Double?
    /// What a reading owes to breaks of series since what it is compared with: the evaluation before, or the start of a
    /// window.
    /// - Returns: `nil` where nothing broke.
    func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading?
    /// What a reading owes to a power of which something else is known than at the evaluation before, or at the start of a
    /// window, beyond the coverage that the reading tells: another one's score is there more or less, or the score is made of
    /// other indicators.
    /// - Parameter limit: how far coverage may move; never from nothing or to nothing.
    /// - Returns: `nil` where the condition says the same without it.
    func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove?
    /// What the figure behind a value is told by: equal for equal figures only, so that a correction back to one is seen.
    /// - Returns: `nil` where equal values come of different figures: a place, a state, an age, a count.
    func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64?
    /// Whether a subject's figures mean the same under two models: what an edit left as it was it does not hold.
    func isAlike(_ subject: AlertSubject, in models: ModelComparison) -> Bool
    /// What the reporters say of the values behind a reading, beyond that all is normal.
    func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus]

    /// What of its levels makes it one that is never met, or always, or an alert that never recovers. Levels of scores are
    /// looked at where they are read, beside the model's scale; here is what has a range of its own.
    func rangeProblems(in model: Model) -> [RangeProblem]
    /// Whether its readings stand on data with reference periods, which `periods` counts.
    var hasDataPeriods: Bool { get }
    /// Whether it may be met, or left, though no figure has changed and nothing is due.
    var dependsOnTime: Bool { get }
    /// The levels whose probability is asked for, by node.
    var levels: [NodeID: [Double]] { get }
    /// The window over which a figure is compared with itself; `nil`: with the evaluation before.
    var window: CalendarDuration? { get }
    /// How far the past can be evaluated again.
    var replay: Replay { get }
}

/// How far the past of a condition can be evaluated again, as it would have been then.
package enum Replay: Hashable, Sendable {
    case whole
    /// From the first run on; why not before it.
    case fromFirstRun(String)
    /// Not at all; why.
    case never(String)
}

/// The coverage of a power's score that has moved.
package struct CoverageMove: Hashable, Sendable {
    package let power: PowerID
    /// 0...1
    package let by: Double

    package init(_ power: PowerID, by: Double) {
        self.power = power
        self.by = by
    }
}

extension Condition {
    package static var startup: AlertTiming.Startup { .fire }
    package static var onNoData: AlertTiming.NoData { .keep }

    package var kind: String { Self.kind }

    package func end(of subject: AlertSubject, _ value: Double?) -> String { claim(of: subject, value) }

    package func previous(_ record: AlertRecord, at now: Instant) -> Double? { record.baseline?.value }

    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        nil
    }

    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? { nil }

    package func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? {
        value.bitPattern
    }

    /// A feed is no matter of the model.
    package func isAlike(_ subject: AlertSubject, in models: ModelComparison) -> Bool {
        subject.node.map(models.isAlike) ?? true
    }

    package func statuses(of subject: AlertSubject, in source: some AlertSource) -> [ObservationStatus] {
        guard let node = subject.node, let country = subject.country, let power = subject.power ?? source.powers.first
        else { return [] }
        return source.statuses(node, subject.counterpart.map { PowerPair(power, $0).id } ?? power, country)
    }

    package func rangeProblems(in model: Model) -> [RangeProblem] { [] }
    package var hasDataPeriods: Bool { true }
    package var dependsOnTime: Bool { false }
    package var levels: [NodeID: [Double]] { [:] }
    package var window: CalendarDuration? { nil }
    package var replay: Replay { .whole }
}

/// Ids in a sentence.
func names<Entity>(_ ids: [ID<Entity>]) -> String {
    NearestName.list(ids.map(\.text), limit: 12)
}
