import Glibc
import InfluenceModel

/// What figures were measured on: enough to judge them, nothing that names the machine.
enum Machine {
    static var description: String {
        let pages = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        let load = SystemFile.text("/proc/loadavg").split(separator: " ").first ?? "?"
        return """
            \(today), \(sysconf(Int32(_SC_NPROCESSORS_ONLN))) cores, \(processor), \(pages >> 30) GiB, Linux \(kernel), \
            load \(load)
            """
    }

    private static var today: Day {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(seconds: time.tv_sec).day
    }

    private static var processor: String {
        SystemFile.value(of: "model name", in: "/proc/cpuinfo") ?? "processor unknown"
    }

    private static var kernel: Substring {
        SystemFile.text("/proc/sys/kernel/osrelease").prefix { $0 != "\n" }
    }
}
