import Glibc
package import InfluenceModel
import InfluenceThreads

/// The clock of the system.
///
/// It looks at the time at least once a minute while somebody sleeps: after the machine was suspended, or its clock
/// set, sleepers wake within a minute.
package struct SystemClock: WallClock {
    private static let longestNap = TimeSpan.seconds(60)
    /// A smaller difference between the wall clock and elapsed time is ordinary adjustment.
    private static let smallestStep = TimeSpan.seconds(1)

    /// From the time since the machine was started to ``steady()``.
    private let offset: Int64
    package let boot: MachineBoot?

    package init() {
        let offset = Self.microseconds(of: CLOCK_REALTIME) - Self.microseconds(of: CLOCK_BOOTTIME)
        self.offset = offset
        boot = Self.bootID.map { MachineBoot(id: $0, began: Instant(microseconds: offset)) }
    }

    package func now() -> Instant {
        Instant(microseconds: Self.microseconds(of: CLOCK_REALTIME))
    }

    package func steady() -> Instant {
        Instant(microseconds: Self.microseconds(of: CLOCK_BOOTTIME)).adding(microseconds: offset)
    }

    package func sleep(until deadline: Instant) async throws {
        while true {
            try Task.checkCancellation()
            let now = now()
            guard now < deadline else { return }
            let elapsed = Self.microseconds(of: CLOCK_BOOTTIME)
            let (left, overflow) = deadline.microseconds.subtractingReportingOverflow(now.microseconds)
            let nap = overflow ? Self.longestNap : min(Self.longestNap, TimeSpan(microseconds: left))
            try await Timers.shared.sleep(for: .microseconds(max(nap.microseconds, 1000)))
            let gone = Self.microseconds(of: CLOCK_BOOTTIME) - elapsed
            let step = self.now().microseconds - now.microseconds - gone
            if step.magnitude >= Self.smallestStep.microseconds.magnitude { return }
        }
    }

    /// Source: random(4). `nil` without /proc.
    private static var bootID: String? {
        let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes.prefix(count).prefix { $0 > 0x20 }, as: UTF8.self)
    }

    private static func microseconds(of clock: clockid_t) -> Int64 {
        var time = timespec()
        // Fails for a clock that does not exist only.
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
