import Glibc
import InfluenceModel

/// The time as it is.
struct BenchmarkClock: WallClock {
    func now() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }

    func steady() -> Instant { now() }

    func sleep(until deadline: Instant) async throws {
        let left = deadline.microseconds.subtractingReportingOverflow(now().microseconds)
        try await Task.sleep(
            for: .microseconds(left.overflow ? 1_000_000_000 : min(max(0, left.partialValue), 1_000_000_000))
        )
    }
}
