import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A machine with one processor, on which Swift's pool has one thread: whoever blocks it blocks everybody, but for those who
/// have threads of their own.
@Suite struct OneProcessorTests {
    private static let pinning = ["/usr/bin/taskset", "/bin/taskset"].first(where: isExecutable)

    private static func isExecutable(_ path: String) -> Bool { FileManager.default.isExecutableFile(atPath: path) }

    /// What makes the C library, and so libdispatch, see one processor.
    private static let shim = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <unistd.h>
        long sysconf(int name) {
            static long (*real)(int);
            if (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF) return 1;
            if (!real) real = (long (*)(int))dlsym(RTLD_NEXT, "sysconf");
            return real(name);
        }
        """

    @Test(.enabled(if: Preloaded.compiler != nil && pinning != nil, "needs a C compiler and taskset"))
    func `While a run computes on one processor, systemd hears of it and questions are answered`() async throws {
        let installation = try Installation.bundled()
        let pinning = try #require(Self.pinning)
        let library = try await Preloaded.library(Self.shim, in: installation.folder, name: "one")
        let notifications = try NotificationSocket(path: installation.folder["notify"])

        let process = try await installation.start(
            behind: ["env", "LD_PRELOAD=\(library)", pinning, "-c", "0"],
            environment: ["NOTIFY_SOCKET": notifications.path, "WATCHDOG_USEC": "\(Self.watchdog * 1_000_000)"]
        )
        let clock = ContinuousClock()
        let connection = try VarlinkConnection(path: installation.socket, timeout: .seconds(30))
        var waits: [Duration] = []
        var lastPing = clock.now
        var longest = Duration.zero
        var pings = 0
        try await eventually("the first run", within: .seconds(300)) {
            waits.append(try clock.measure { _ = try connection.call("org.varlink.service.GetInfo", [:]) })
            while let lines = notifications.next() {
                guard lines.contains("WATCHDOG=1") else { continue }
                longest = max(longest, clock.now - lastPing)
                lastPing = clock.now
                pings += 1
            }
            return try installation.runs().isEmpty == false
        }
        longest = max(longest, clock.now - lastPing)
        waits.sort()
        let typical = waits[waits.count * 9 / 10]
        // Otherwise systemd would have ended it.
        #expect(longest < .seconds(Self.watchdog))
        #expect(pings > 0)
        #expect(typical < .milliseconds(50))
        try await stop(process)
    }

    /// Seconds.
    private static let watchdog = 4
}
