package import InfluenceModel

/// What a machine asks about a reading before it makes a transition of it: each question only where its answer decides.
package protocol AlertInquiry {
    /// What the reading owes to breaks of series since what it is compared with.
    func broken() -> BrokenReading?
    /// What it owes to another power's coverage that has moved too far.
    func uncovered(beyond limit: Double) -> CoverageMove?
    /// What the reading's figure is told by; `nil` where equal readings may come of other figures.
    func figure() -> UInt64?
    /// Whether an error was corrected, and by that alone the condition was met on a day and has not been left since.
    /// - Parameter beginning: What counts in place of a day of which nothing is known.
    func wasMet(on day: Day, or beginning: AlertMachine.Beginning?) -> Bool
}

/// Asks a condition, of one subject in one source.
struct ConditionInquiry<Source: AlertSource>: AlertInquiry {
    private let condition: any Condition
    private let subject: AlertSubject
    /// `nil` without data.
    private let value: Double?
    private let source: Source
    private let now: Instant

    init(_ condition: any Condition, _ subject: AlertSubject, _ value: Double?, _ source: Source, _ now: Instant) {
        self.condition = condition
        self.subject = subject
        self.value = value
        self.source = source
        self.now = now
    }

    func broken() -> BrokenReading? {
        value.flatMap { condition.broken($0, of: subject, in: source) }
    }

    func uncovered(beyond limit: Double) -> CoverageMove? {
        value.flatMap { condition.uncovered($0, of: subject, in: source, beyond: limit) }
    }

    func figure() -> UInt64? {
        value.flatMap { condition.signature($0, of: subject, in: source) }
    }

    func wasMet(on day: Day, or beginning: AlertMachine.Beginning?) -> Bool {
        condition.wasMet(on: day, or: beginning, subject, in: source.forgetting, at: now)
    }
}
