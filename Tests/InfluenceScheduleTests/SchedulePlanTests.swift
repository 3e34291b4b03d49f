import InfluenceSchedule
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct SchedulePlanTests {
    private let hourly = Schedule(.every(.seconds(3600)))

    @Test func `Intervals are the multiples of their length since 1970, before it too`() throws {
        let timing = try #require(Schedule.Timing.interval(TimeSpan("90min")))
        #expect(timing.next(after: try instant("2026-01-01T00:00:00Z"))?.description == "2026-01-01T01:30:00Z")
        #expect(timing.next(after: try instant("2026-01-01T01:30:00Z"))?.description == "2026-01-01T03:00:00Z")
        #expect(timing.next(after: Instant(microseconds: -1)) == Instant(microseconds: 0))
        #expect(timing.next(after: Instant(microseconds: .min)) != nil)
        #expect(timing.next(after: Instant(microseconds: .max)) == nil)
        #expect(Schedule.Timing.interval(TimeSpan(microseconds: 999_999)) == nil)
    }

    @Test func `Without a last run the next scheduled time is due`() throws {
        var plan = SchedulePlan(schedule: hourly, lastRun: nil, now: try instant("2026-01-01T00:20:00Z"))
        #expect(
            plan.decide(at: try instant("2026-01-01T00:20:00Z")) == .wait(until: try instant("2026-01-01T01:00:00Z"))
        )
        #expect(plan.decide(at: try instant("2026-01-01T01:00:00Z")) == .run(.scheduled))
    }

    @Test func `One run makes up for any number of missed times`() throws {
        let now = try instant("2026-01-03T05:10:00Z")
        let lastRun = try instant("2026-01-01T00:00:00Z")
        var plan = SchedulePlan(schedule: Schedule(hourly.timing, catchesUp: true), lastRun: lastRun, now: now)
        #expect(plan.decide(at: now) == .run(.catchUp))
        plan.ran(startedAt: now, endedAt: now.adding(seconds: 5), succeeded: true)
        #expect(plan.decide(at: now.adding(seconds: 5)) == .wait(until: try instant("2026-01-03T06:00:00Z")))
    }

    @Test func `Nothing is made up for where nothing was missed, or where it is not wanted`() throws {
        let now = try instant("2026-01-03T05:10:00Z")
        let due = try instant("2026-01-03T06:00:00Z")
        let catching = Schedule(hourly.timing, catchesUp: true)
        var plan = SchedulePlan(schedule: catching, lastRun: try instant("2026-01-03T05:00:00Z"), now: now)
        #expect(plan.decide(at: now) == .wait(until: due))
        plan = SchedulePlan(schedule: hourly, lastRun: try instant("2026-01-01T00:00:00Z"), now: now)
        #expect(plan.decide(at: now) == .wait(until: due))
    }

    @Test func `A failed run is tried again after longer and longer waits, and the schedule goes on`() throws {
        let daily = Schedule(.calendar(try CalendarExpression("daily")))
        var now = try instant("2026-01-01T00:00:00Z")
        var plan = SchedulePlan(schedule: daily, lastRun: nil, now: now)
        var waits: [Int] = []
        for _ in 0..<10 {
            plan.ran(startedAt: now, endedAt: now, succeeded: false)
            guard case .wait(let due?) = plan.decide(at: now) else { break }
            waits.append(due.seconds - now.seconds)
            now = due
            #expect(plan.decide(at: now) == .run(.retry))
        }
        #expect(waits == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
        #expect(plan.failures == 10)
        #expect(plan.decide(at: try instant("2026-01-02T00:00:00Z")) == .run(.scheduled))
        plan.ran(startedAt: now, endedAt: now, succeeded: true)
        #expect(plan.failures == 0)
        #expect(plan.decide(at: now) == .wait(until: try instant("2026-01-02T00:00:00Z")))
    }

    @Test func `The backoff never overflows`() {
        let backoff = Backoff(initial: .seconds(30), maximum: TimeSpan(microseconds: .max))
        #expect(backoff.delay(afterFailures: .max) == TimeSpan(microseconds: .max))
        #expect(backoff.delay(afterFailures: 0) == .seconds(30))
        #expect(Backoff(initial: .seconds(5), maximum: .seconds(1)).delay(afterFailures: 1) == .seconds(1))
    }

    @Test func `Times that pass during a run are made up for by one run`() throws {
        let start = try instant("2026-01-01T01:00:00Z")
        var plan = SchedulePlan(schedule: hourly, lastRun: nil, now: start)
        let end = try instant("2026-01-01T04:30:00Z")
        plan.ran(startedAt: start, endedAt: end, succeeded: true)
        #expect(plan.decide(at: end) == .run(.scheduled))
        plan.ran(startedAt: end, endedAt: end, succeeded: true)
        #expect(plan.decide(at: end) == .wait(until: try instant("2026-01-01T05:00:00Z")))
    }

    @Test func `A clock set forward makes one run, and one set back stops none`() throws {
        var plan = SchedulePlan(schedule: hourly, lastRun: nil, now: try instant("2026-01-01T00:10:00Z"))
        let wrong = try instant("2036-01-01T00:10:00Z")
        #expect(plan.decide(at: wrong) == .run(.scheduled))
        plan.ran(startedAt: wrong, endedAt: wrong, succeeded: false)
        let right = try instant("2026-01-01T00:11:00Z")
        // The retry is not put off to 2036 either.
        #expect(plan.decide(at: right) == .wait(until: right.adding(seconds: 30)))
        plan.ran(startedAt: right, endedAt: right, succeeded: true)
        #expect(plan.decide(at: right) == .wait(until: try instant("2026-01-01T01:00:00Z")))
    }

    @Test func `A last run in the future does not put off the schedule`() throws {
        let now = try instant("2026-01-01T00:10:00Z")
        let schedule = Schedule(hourly.timing, catchesUp: true)
        var plan = SchedulePlan(schedule: schedule, lastRun: try instant("2036-01-01"), now: now)
        #expect(plan.decide(at: now) == .wait(until: try instant("2026-01-01T01:00:00Z")))
    }

    @Test func `A calendar that never elapses again waits for ever`() throws {
        let past = Schedule(.calendar(try CalendarExpression("2020-01-01")))
        let now = try instant("2026-01-01")
        var plan = SchedulePlan(schedule: past, lastRun: nil, now: now)
        #expect(plan.decide(at: now) == .wait(until: nil))
        plan.ran(startedAt: now, endedAt: now, succeeded: false)
        #expect(plan.decide(at: now) == .wait(until: now.adding(seconds: 30)))
    }

    @Test func `Ten years of monthly operation pass in a test`() async throws {
        let start = try instant("2026-01-01T00:00:00Z")
        let clock = TestClock(start)
        let schedule = Schedule(.calendar(try CalendarExpression("Mon *-*-1..7 06:00 Asia/Almaty")))
        let operation = Task {
            var plan = SchedulePlan(schedule: schedule, lastRun: nil, now: clock.now())
            var runs: [Instant] = []
            while true {
                switch plan.decide(at: clock.now()) {
                case .run:
                    runs.append(clock.now())
                    plan.ran(startedAt: clock.now(), endedAt: clock.now(), succeeded: true)
                case .wait(let due):
                    guard let due, (try? await clock.sleep(until: due)) != nil else { return runs }
                }
            }
        }
        await clock.advance(to: try instant("2036-01-01T00:00:00Z"))
        operation.cancel()
        let runs = await operation.value
        #expect(runs.count == 120)
        #expect(runs.allSatisfy { $0.day.weekday == 1 && $0.day.components.day <= 7 && $0.seconds % 86_400 == 3600 })
    }
}
