import InfluenceModel

/// Tells whether the wall clock can be believed: by the time that has really passed, by the last commit, and by the day on
/// which this version was built. A value: it is told the times.
///
/// A clock that is ahead at the start cannot be known. It is told once the clock is right, and what was recorded meanwhile
/// lies in the future.
struct ClockWatch: Sendable {
    /// How far the last commit may lie in the future.
    static let tolerance: Int64 = 60_000_000
    /// By how much a clock may be set ahead without a word, in microseconds.
    static let longestJump: Int64 = 86_400_000_000

    private let built: Instant
    /// How far the wall clock was ahead of the steady one when it was believed last, at most; `nil` if it never was. One that
    /// is set back may be right then, and be set ahead to where it was.
    private var believed: Int64?

    /// - Parameter built: no clock that is right shows an earlier time.
    init(built: Instant = Instant(microseconds: .min)) {
        self.built = built
    }

    /// - Parameters:
    ///   - steady: see ``WallClock/steady()``.
    ///   - lastCommit: when the last import or run was recorded; `nil` before the first.
    mutating func look(now: Instant, steady: Instant, lastCommit: Instant?) -> ClockTrouble? {
        if now < built { return .beforeBuild(now: now, built: built) }
        if let lastCommit, lastCommit.microseconds(since: now) > Self.tolerance {
            return .behind(now: now, lastCommit: lastCommit)
        }
        let shift = now.microseconds(since: steady)
        let jump = Instant(microseconds: shift).microseconds(since: Instant(microseconds: believed ?? shift))
        if jump > Self.longestJump {
            return .ahead(now: now, expected: steady.adding(microseconds: believed ?? shift))
        }
        if jump >= -Self.longestJump { believed = shift }
        return nil
    }

    /// Somebody who knows says that the clock is right.
    mutating func believe(now: Instant, steady: Instant) {
        believed = now.microseconds(since: steady)
    }
}
