import InfluenceModel
import InfluenceStore

/// Tells whether the wall clock can be believed: by the time that has really passed, by the last commit, and by the day on
/// which this version was built. A value: it is told the times.
///
/// A clock that is ahead since the machine was started cannot be known. It is told once the clock is right, and what was
/// recorded meanwhile lies in the future.
struct ClockWatch: Sendable {
    /// By how much a clock may be set ahead without a word, in microseconds.
    static let longestJump: Int64 = 86_400_000_000

    private let built: Instant
    /// How far the wall clock was ahead of the steady one when it was believed last, at most; `nil` if it never was. One that
    /// is set back may be right then, and be set ahead to where it was.
    private(set) var believed: Int64?

    /// - Parameters:
    ///   - built: no clock that is right shows an earlier time.
    ///   - believed: by an earlier process on the same machine.
    init(built: Instant = Instant(microseconds: .min), believed: Int64? = nil) {
        self.built = built
        self.believed = believed
    }

    /// - Parameters:
    ///   - steady: see ``WallClock/steady()``.
    ///   - lastCommit: when the last import or run was recorded; `nil` before the first.
    mutating func look(now: Instant, steady: Instant, lastCommit: Instant?) -> ClockTrouble? {
        if now < built { return .beforeBuild(now: now, built: built) }
        if let lastCommit, lastCommit.microseconds(since: now) > ClockTrouble.tolerance {
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
