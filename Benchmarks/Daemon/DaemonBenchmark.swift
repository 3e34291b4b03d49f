import Glibc
import InfluenceControl

/// The daemon and its client as whole processes, on the bundled model and data.
enum DaemonBenchmark {
    static func run(_ report: (BenchmarkLine) -> Void) throws {
        let folder = try TemporaryFolder()
        try folder.copy("Config", as: "Config")
        try firstRun(in: folder, report)
        try starts(in: folder, report)
        let daemon = try DaemonProcess(in: folder)
        try daemon.waitUntilIdle()
        // Until what the start used has been given back.
        sleep(1)
        report(BenchmarkLine("memory (RSS), restarted", daemon.residentMemory, "MiB", .atMost(25)))
        idle(daemon, report)
        try statusCommand(daemon, report)
        try heartbeats(daemon, report)
        try ControlBenchmark.run(daemon, report)
        report(BenchmarkLine("memory (RSS), after all these calls", daemon.residentMemory, "MiB"))
        daemon.stop()
        try StatusBenchmark.run(report)
    }

    /// From nothing: imports the bundled data, scores every month, commits.
    private static func firstRun(in folder: TemporaryFolder, _ report: (BenchmarkLine) -> Void) throws {
        let start = now()
        let daemon = try DaemonProcess(in: folder)
        try daemon.waitUntilIdle()
        report(BenchmarkLine("first start: import, first run, commit", (now() - start) * 1e3, "ms"))
        let connection = try daemon.connect()
        let run = try connection.call("org.influenced.Index.GetStatus")["last_run"]?.objectValue
        guard let run, let seconds = run["duration_seconds"]?.numberValue else { throw Obstacle("there was no run") }
        report(BenchmarkLine("  of this reading and scoring", seconds * 1e3, "ms"))
        try askAround(connection)
        // At rest: what the work left behind is given back a little later.
        sleep(1)
        report(
            BenchmarkLine("memory (RSS), after the first run and 20 queries", daemon.residentMemory, "MiB", .atMost(25))
        )
        daemon.stop()
    }

    /// Twenty questions of all kinds.
    private static func askAround(_ connection: VarlinkConnection) throws {
        let index = "org.influenced.Index."
        for (country, power) in [("KAZ", "CHN"), ("KGZ", "RUS"), ("TJK", "TUR")] {
            _ = try connection.call(index + "GetScores", ["country": .string(country)])
            _ = try connection.call(index + "GetRanking", ["country": .string(country)])
            let dyad: JSONObject = ["country": .string(country), "power": .string(power)]
            _ = try connection.call(index + "GetHistory", dyad)
            _ = try connection.call(index + "Explain", dyad)
            _ = try connection.call(index + "GetCoverage", dyad)
        }
        for method in ["GetScores", "GetModel", "ListSeries", "GetObservations", "ListRuns"] {
            _ = try connection.call(index + method)
        }
    }

    private static func starts(in folder: TemporaryFolder, _ report: (BenchmarkLine) -> Void) throws {
        var times: [Double] = []
        for _ in 0..<10 {
            let daemon = try DaemonProcess(in: folder)
            times.append(daemon.startSeconds * 1e3)
            daemon.stop()
        }
        report(BenchmarkLine("start to READY=1, existing database, median", times.median, "ms", .atMost(25)))
        report(BenchmarkLine("start to READY=1, slowest of 10", times.quantile(1), "ms"))
    }

    private static func idle(_ daemon: DaemonProcess, _ report: (BenchmarkLine) -> Void) {
        let duration = 10.0
        let (before, wakeUps) = (daemon.processorTime, daemon.wakeUps)
        usleep(UInt32(duration * 1e6))
        let share = (daemon.processorTime - before) / duration * 100
        // 0.0 % to one place.
        report(BenchmarkLine("idle CPU, over 10 s", share, "%", .atMost(0.049)))
        // Threads that have ended since are left out.
        let count = daemon.wakeUps.reduce(0) { $0 + $1.value - (wakeUps[$1.key] ?? 0) }
        report(BenchmarkLine("idle wake-ups, over 10 s", count, ""))
    }

    private static func statusCommand(_ daemon: DaemonProcess, _ report: (BenchmarkLine) -> Void) throws {
        // As people type it: the installed client knows its socket.
        setenv("INFLUENCED_SOCKET", daemon.socket, 1)
        let command = [DaemonProcess.executable("influencectl"), "status"]
        var times: [Double] = []
        var anchors: [Double] = []
        for _ in 0..<50 {
            times.append(try ChildProcess.seconds(of: command) * 1e3)
            anchors.append(try ChildProcess.seconds(of: ["/bin/true"]) * 1e3)
        }
        report(BenchmarkLine("influencectl status, median of 50", times.median, "ms", .atMost(5)))
        report(BenchmarkLine("influencectl status, p95", times.quantile(0.95), "ms"))
        report(BenchmarkLine("anchor: /bin/true, median of 50", anchors.median, "ms"))
    }

    /// Recomputations that find nothing new.
    private static func heartbeats(_ daemon: DaemonProcess, _ report: (BenchmarkLine) -> Void) throws {
        let connection = try daemon.connect()
        var times: [Double] = []
        for _ in 0..<20 {
            times.append(try seconds { _ = try connection.call("org.influenced.Admin.Recompute") } * 1e3)
        }
        report(BenchmarkLine("run without news (heartbeat), median of 20", times.median, "ms"))
    }
}
