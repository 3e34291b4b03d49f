import InfluenceModel

/// What a machine asks about a reading before it makes a transition of it: each question only where its answer decides.
package protocol AlertInquiry {
    /// What the reading owes to breaks of series since what it is compared with.
    func broken() -> BrokenReading?
    /// What it owes to another power's coverage that has moved too far.
    func uncovered(beyond limit: Double) -> CoverageMove?
    /// What the reading's figure is told by; `nil` where equal readings may come of other figures.
    func figure() -> UInt64?
    /// How the alert stood before the errors that were put right since the evaluation before, the latest first; `nil` where
    /// the reading owes its verdict to something else too.
    func beforeErrors(_ verdict: Verdict) -> [PastStanding]?
    /// Whether another basis computes the reading in the same way.
    func isAlike(_ basis: String) -> Bool
}

/// Asks a condition, of one subject in one source.
struct ConditionInquiry<Source: AlertSource>: AlertInquiry {
    private let condition: any Condition
    private let subject: AlertSubject
    /// `nil` without data.
    private let value: Double?
    private let source: Source
    /// The last of the alert.
    private let incident: Incident?
    private let now: Instant
    private let comparison: (_ basis: String) -> ModelComparison?

    init(
        _ condition: any Condition,
        _ subject: AlertSubject,
        _ value: Double?,
        in source: Source,
        _ incident: Incident?,
        _ now: Instant,
        _ comparison: @escaping (_ basis: String) -> ModelComparison? = { _ in nil }
    ) {
        self.condition = condition
        self.subject = subject
        self.value = value
        self.source = source
        self.incident = incident
        self.now = now
        self.comparison = comparison
    }

    func broken() -> BrokenReading? {
        value.flatMap { condition.broken($0, of: subject, in: compared) }
    }

    func uncovered(beyond limit: Double) -> CoverageMove? {
        value.flatMap { condition.uncovered($0, of: subject, in: compared, beyond: limit) }
    }

    /// The source, as after the last evaluation that had the figures of the subject: what happened while one of them was away
    /// has happened since then.
    private var compared: any AlertSource {
        guard let before = source.previous, !isSeen(in: before) else { return source }
        return source.after(lastThat: isSeen) ?? source
    }

    private func isSeen(in source: any AlertSource) -> Bool {
        guard let node = subject.node, let country = subject.country else { return true }
        return [subject.power, subject.counterpart].compactMap(\.self).allSatisfy {
            source.score(node, $0, country, source.period)?.value != nil
        }
    }

    func figure() -> UInt64? {
        value.flatMap { condition.signature($0, of: subject, in: source) }
    }

    func isAlike(_ basis: String) -> Bool {
        comparison(basis).map { condition.isAlike(subject, in: $0) } ?? false
    }

    func beforeErrors(_ verdict: Verdict) -> [PastStanding]? {
        value.flatMap { condition.beforeErrors($0, verdict, of: subject, incident, in: source, at: now) }
    }
}
