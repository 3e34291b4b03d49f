package import InfluenceModel

/// Why the wall clock is not believed: nothing that has a time is written down meanwhile.
package enum ClockTrouble: Hashable, Sendable {
    /// It shows a time before this version was built.
    case beforeBuild(now: Instant, built: Instant)
    /// The last run or import was recorded in what it takes for the future.
    case behind(now: Instant, lastCommit: Instant)
    /// It was set ahead though that time has not passed.
    case ahead(now: Instant, expected: Instant)

    /// How far the last commit may lie in the future, in microseconds.
    package static let tolerance: Int64 = 60_000_000

    package var isBehind: Bool {
        if case .ahead = self { false } else { true }
    }

    /// When time alone ends it, by the clock as it is; `nil` where it does not.
    package var end: Instant? {
        switch self {
        case .beforeBuild(_, let built): built
        case .behind(_, let lastCommit): lastCommit.adding(microseconds: -Self.tolerance)
        case .ahead: nil
        }
    }
}

extension ClockTrouble: CustomStringConvertible {
    /// What is wrong, and the ways out.
    package var description: String { "\(problem); \(way)" }

    /// What is wrong.
    package var problem: String {
        switch self {
        case .beforeBuild(let now, let built):
            "the clock is behind: it shows \(now.wholeSeconds), and this version was built after \(built.day); runs and imports "
                + "wait"
        case .behind(let now, let lastCommit):
            "the clock is behind: it shows \(now.wholeSeconds), and the last run or import was recorded at "
                + "\(lastCommit.wholeSeconds), \(Self.words(lastCommit.microseconds(since: now))) later; runs and imports wait"
        case .ahead(let now, let expected):
            "the clock was set ahead by \(Self.words(now.microseconds(since: expected))): it shows \(now.wholeSeconds), and by the "
                + "time that has passed it is \(expected.wholeSeconds); runs and imports wait"
        }
    }

    /// What leads out of it.
    package var way: String {
        switch self {
        case .beforeBuild: "set it right (see timedatectl)"
        case .behind:
            "if the clock is wrong, set it right; if it is right now and was ahead then, wait until that time, or repair what "
                + "was recorded: influencectl clock repair"
        case .ahead: "if it is wrong, set it right; if it is right, say so: influencectl clock repair"
        }
    }

    /// `44 days`, `3 h 20 min`, `90 s`: what matters of a span.
    package static func words(_ microseconds: Int64) -> String {
        let seconds = Int(clamping: microseconds.magnitude / 1_000_000)
        let (days, hours, minutes) = ((seconds + 43_200) / 86_400, seconds / 3600, seconds / 60)
        if seconds >= 172_800 { return "\(days) days" }
        if hours >= 1 { return "\(hours) h" + (minutes % 60 > 0 ? " \(minutes % 60) min" : "") }
        return minutes >= 2 ? "\(minutes) min" : "\(seconds) s"
    }
}

extension Instant {
    /// For sentences: without what is below a second.
    fileprivate var wholeSeconds: Instant { Instant(seconds: seconds) }
}
