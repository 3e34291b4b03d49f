import InfluenceModel
import InfluenceStore
import Testing

@testable import InfluenceEngine

@Suite struct ClockWatchTests {
    private static let built = Instant(seconds: 1_700_000_000)
    private static let day = 86_400

    /// Looks at a clock that shows `shift` seconds more than have passed, `at` seconds after the start.
    private static func look(
        _ watch: inout ClockWatch,
        at seconds: Int,
        shift: Int = 0,
        lastCommit: Instant? = nil
    ) -> ClockTrouble? {
        let steady = built.adding(seconds: 1_000_000 + seconds)
        return watch.look(now: steady.adding(seconds: shift), steady: steady, lastCommit: lastCommit)
    }

    @Test(arguments: [(60, true), (61, false), (1_000_000, false), (0, true), (-5, true)])
    func `A last commit up to a minute in the future is believed`(ahead: Int, isBelieved: Bool) {
        var watch = ClockWatch(built: Self.built)
        let commit = Self.built.adding(seconds: 1_000_000 + ahead)
        let trouble = Self.look(&watch, at: 0, lastCommit: commit)
        #expect((trouble == nil) == isBelieved)
        #expect(trouble == nil || trouble?.end == commit.adding(seconds: -60))
    }

    @Test func `A clock before the day of the build is behind, whatever the store says`() {
        var watch = ClockWatch(built: Self.built)
        for now in [Self.built.adding(microseconds: -1), Instant(seconds: 0), Instant(microseconds: .min)] {
            let trouble = watch.look(now: now, steady: now, lastCommit: nil)
            #expect(trouble == .beforeBuild(now: now, built: Self.built))
            #expect(trouble?.isBehind == true)
            // No repair leads out: whatever is in the store is later.
            #expect(trouble?.description.contains("repair") == false)
        }
        #expect(watch.look(now: Self.built, steady: Self.built, lastCommit: nil) == nil)
    }

    @Test func `A step ahead of more than a day is told until it is taken back`() {
        var watch = ClockWatch(built: Self.built)
        #expect(Self.look(&watch, at: 0) == nil)
        #expect(Self.look(&watch, at: 10, shift: Self.day) == nil)
        #expect(Self.look(&watch, at: 20, shift: 0) == nil)
        for seconds in [30, 40, 5 * Self.day] {
            let trouble = Self.look(&watch, at: seconds, shift: Self.day + 1)
            #expect(trouble?.isBehind == false)
            #expect(trouble?.description.contains("influencectl clock repair") == true)
        }
        #expect(Self.look(&watch, at: 6 * Self.day, shift: 0) == nil)
    }

    @Test func `A step ahead is believed once somebody says so, and the next one is not`() {
        var watch = ClockWatch(built: Self.built)
        #expect(Self.look(&watch, at: 0) == nil)
        #expect(Self.look(&watch, at: 1, shift: 400 * Self.day) != nil)
        let steady = Self.built.adding(seconds: 1_000_001)
        watch.believe(now: steady.adding(seconds: 400 * Self.day), steady: steady)
        #expect(Self.look(&watch, at: 2, shift: 400 * Self.day) == nil)
        #expect(Self.look(&watch, at: 3, shift: 402 * Self.day) != nil)
    }

    @Test func `A clock that was behind is believed when it is set right, however far that is`() {
        var watch = ClockWatch(built: Self.built)
        let commit = Self.built.adding(seconds: 1_000_000)
        #expect(Self.look(&watch, at: 0, shift: -50 * 365 * Self.day)?.isBehind == true)
        #expect(Self.look(&watch, at: 1, shift: -5 * Self.day, lastCommit: commit)?.isBehind == true)
        #expect(Self.look(&watch, at: 2, lastCommit: commit) == nil)
        #expect(Self.look(&watch, at: 3, shift: 2 * Self.day, lastCommit: commit)?.isBehind == false)
    }

    @Test func `A clock that is set back and ahead again is where it was`() {
        var watch = ClockWatch(built: Self.built)
        #expect(Self.look(&watch, at: 0) == nil)
        #expect(Self.look(&watch, at: 1, shift: -10 * Self.day) == nil)
        #expect(Self.look(&watch, at: 2) == nil)
        #expect(Self.look(&watch, at: 3, shift: 2 * Self.day)?.isBehind == false)
    }

    @Test func `Slow adjustment is no step, however long it goes on`() {
        var watch = ClockWatch(built: Self.built)
        for week in 0..<500 {
            #expect(Self.look(&watch, at: week * 7 * Self.day, shift: week * 3600) == nil)
        }
    }

    @Test func `No time makes it trap`() {
        let ends = [Instant(microseconds: .min), Instant(microseconds: 0), Instant(microseconds: .max)]
        for now in ends {
            for steady in ends {
                for commit in ends {
                    var watch = ClockWatch()
                    _ = watch.look(now: steady, steady: steady, lastCommit: nil)
                    let trouble = watch.look(now: now, steady: steady, lastCommit: commit)
                    _ = trouble?.description
                    _ = trouble?.end
                    watch.believe(now: now, steady: steady)
                }
            }
        }
    }

    @Test func `Spans are said in words`() {
        let words = [(0, "0 s"), (90, "90 s"), (-150, "2 min"), (7_260, "2 h 1 min"), (44 * 86_400, "44 days")]
        for (seconds, text) in words { #expect(ClockTrouble.words(Int64(seconds) * 1_000_000) == text) }
    }
}
