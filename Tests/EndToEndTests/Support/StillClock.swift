import Foundation
import InfluenceTestKit

/// A clock that stands until it is set: every program behind it sees one moment, however long it takes. Timers go on, since
/// they use another clock.
///
/// Not libfaketime, which is not everywhere: what only has to stand is thirty lines. The time since the machine was started
/// stands too and moves along: otherwise the clock would be one that somebody sets back.
struct StillClock: Sendable {
    private let folder: TemporaryFolder
    private let library: String

    /// Why there can be none here; `nil` where there can.
    static var obstacle: String? { Preloaded.compiler == nil ? "there is no C compiler" : nil }

    private static let source = """
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <sys/mman.h>
        #include <sys/time.h>
        #include <time.h>
        #include <unistd.h>
        static time_t moment(void) {
            static const volatile int64_t *seconds;
            if (!seconds) {
                const char *path = getenv("STILL_CLOCK");
                int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
                if (file < 0) return 0;
                void *map = mmap(0, sizeof *seconds, PROT_READ, MAP_SHARED, file, 0);
                close(file);
                if (map == MAP_FAILED) return 0;
                seconds = map;
            }
            return *seconds;
        }
        int clock_gettime(clockid_t clock, struct timespec *result) {
            static int (*real)(clockid_t, struct timespec *);
            if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE || clock == CLOCK_BOOTTIME) {
                *result = (struct timespec){.tv_sec = moment()};
                return 0;
            }
            if (!real) real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
            return real(clock, result);
        }
        int gettimeofday(struct timeval *restrict result, void *restrict zone) {
            *result = (struct timeval){.tv_sec = moment()};
            return 0;
        }
        time_t time(time_t *result) {
            if (result) *result = moment();
            return moment();
        }
        """

    /// - Parameter seconds: since 1970.
    init(at seconds: Int64) async throws {
        folder = try TemporaryFolder()
        library = try await Preloaded.library(Self.source, in: folder, name: "still-clock")
        try folder.write(String(repeating: " ", count: MemoryLayout<Int64>.size), to: "moment")
        try set(seconds)
    }

    /// Sets it, for every process behind it at once.
    func set(_ seconds: Int64) throws {
        let file = try FileHandle(forWritingTo: URL(filePath: folder["moment"]))
        try file.write(contentsOf: withUnsafeBytes(of: seconds) { Data($0) })
        try file.close()
    }

    /// What a process, and every one that it starts, needs to see it.
    var environment: [String: String] { ["LD_PRELOAD": library, "STILL_CLOCK": folder["moment"]] }
}
