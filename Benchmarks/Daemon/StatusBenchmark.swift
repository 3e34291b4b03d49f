import InfluenceControl
import InfluenceModel
import InfluenceStore

/// GetStatus with nothing to tell, and with 10,000 open alerts and 10,000 silences.
enum StatusBenchmark {
    private static let calls = 10_000

    static func run(_ report: (BenchmarkLine) -> Void) throws {
        let quiet = try rate(rules: 0, silences: 0)
        let loud = try rate(rules: EventStormBenchmark.rules, silences: 10_000)
        report(BenchmarkLine("GetStatus, 1 connection, no alerts and silences", quiet, "/s", .atLeast(5_000)))
        report(
            BenchmarkLine(
                "GetStatus, 1 connection, 10,000 open alerts and 10,000 silences",
                loud,
                "/s",
                .atLeast(quiet * 0.9)
            )
        )
    }

    private static func rate(rules: Int, silences: Int) throws -> Double {
        let folder = try TemporaryFolder()
        try folder.write(EventStormBenchmark.model, to: "Config/model.yaml")
        try folder.write(EventStormBenchmark.alerts(rules: rules, hooks: false), to: "Config/alerts.yaml")
        try folder.write(EventStormBenchmark.high, to: "Config/data.csv")
        try folder.write(
            "model: model.yaml\ndata: [data.csv]\nalerts: alerts.yaml\nschedule: {every: 1d}\n",
            to: "Config/influenced.yaml"
        )
        // Every alert fires at the first start; the silences are there at the second.
        let first = try DaemonProcess(in: folder)
        try first.waitUntilIdle()
        first.stop()
        let store = try Store(opening: folder["state/influence.db"])
        for number in 0..<silences {
            // Most name something outright, as people do.
            let matcher =
                number % 20 == 0
                ? AlertMatcher(rule: "r*", country: "C\(number % 50)*")
                : AlertMatcher(country: "C\(number % 50)X", node: "part*")
            _ = try store.addSilence(
                matcher,
                until: BenchmarkClock().now().adding(seconds: 400_000_000),
                author: Author(user: 0, name: "root"),
                comment: "",
                at: BenchmarkClock().now()
            )
        }
        store.close()
        let daemon = try DaemonProcess(in: folder)
        defer { daemon.stop() }
        try daemon.waitUntilIdle()
        let connection = try daemon.connect()
        let counts = try connection.call(method)["alerts"]?.objectValue
        guard counts?["firing"]?.integerValue == Int64(rules * EventStormBenchmark.series) else {
            throw Obstacle("\(counts?["firing"]?.integerValue ?? -1) alerts fire")
        }
        _ = try seconds(calls / 5, over: connection)
        return Double(calls) / (try seconds(calls, over: connection))
    }

    private static let method = "org.influenced.Index.GetStatus"

    private static func seconds(_ count: Int, over connection: VarlinkConnection) throws -> Double {
        let begin = now()
        for _ in 0..<count { _ = try connection.call(method) }
        return now() - begin
    }
}
