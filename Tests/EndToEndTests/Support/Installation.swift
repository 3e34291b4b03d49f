import Foundation
import InfluenceControl
import InfluenceTestKit

/// Configuration, model, data, state and socket of one daemon, in a folder of its own.
struct Installation: Sendable {
    let folder: TemporaryFolder
    var configuration: String { folder["influenced.yaml"] }
    var state: String { folder["state"] }
    var database: String { folder["state/influence.db"] }
    var socket: String { folder["s"] }

    /// A small model whose first run takes milliseconds; years, so that no test depends on the month that it runs in.
    init() throws {
        folder = try TemporaryFolder()
        try folder.write(SmallModel.configuration, to: "influenced.yaml")
        try folder.write(SmallModel.text, to: "model.yaml")
        try folder.write(SmallModel.data, to: "data.csv")
    }

    /// The configuration, models and data that come with influenced.
    static func bundled() throws -> Installation {
        let installation = try Installation()
        try FileManager.default.removeItem(atPath: installation.folder.path)
        try FileManager.default.copyItem(
            atPath: Products.repository.appending(path: "Config").path,
            toPath: installation.folder.path
        )
        return installation
    }

    /// The same in another folder, with its own copy of the state. No daemon may be running.
    func copied() throws -> Installation {
        let other = try Installation()
        try FileManager.default.removeItem(atPath: other.folder.path)
        try FileManager.default.copyItem(atPath: folder.path, toPath: other.folder.path)
        return other
    }

    var command: [String] {
        [Products.influenced, "--config", configuration, "--state", state, "--socket", socket]
    }

    /// Starts the daemon and waits until it can be asked. Its first run may still be under way.
    func start(behind prefix: [String] = [], environment: [String: String] = [:]) async throws -> ChildProcess {
        let process = try ChildProcess(prefix + command, environment: environment)
        try await process.ready(at: socket)
        return process
    }

    /// Starts the daemon and waits for the run at the start.
    func startAndRun() async throws -> ChildProcess {
        let process = try await start()
        try await settled()
        return process
    }

    /// Runs the daemon where it is to refuse.
    func refusal(_ arguments: [String] = []) async throws -> Finished {
        try await ChildProcess.run(command + arguments)
    }

    /// The run at the start is over: only then is the next one planned.
    func settled() async throws {
        try await eventually("the run at the start") {
            let status = try status()
            return status["next_run_at"]?.isNull == false && status["computing"] == false
        }
    }

    // MARK: Asking

    /// Runs influencectl.
    func ctl(_ arguments: String..., input: String = "") async throws -> Finished {
        try await ctl(arguments, input: input)
    }

    func ctl(_ arguments: [String], input: String = "") async throws -> Finished {
        try await ChildProcess.run(
            [Products.influencectl] + arguments,
            environment: ["INFLUENCED_SOCKET": socket, "NO_COLOR": "1"],
            input: input
        )
    }

    func ask(_ method: String, _ parameters: JSONObject = [:]) throws -> JSONObject {
        try VarlinkConnection(path: socket, timeout: .seconds(30)).call("org.influenced.Index.\(method)", parameters)
    }

    func status() throws -> JSONObject { try ask("GetStatus") }

    /// Every score of the small model, and as it was known at a time: what must be equal where the index is.
    func curves(asOf: JSONValue = .null) throws -> [String] {
        let connection = try VarlinkConnection(path: socket, timeout: .seconds(30))
        var lines: [String] = []
        for country in SmallModel.countries {
            for power in SmallModel.powers {
                for node in SmallModel.nodes {
                    let reply = try connection.call(
                        "org.influenced.Index.GetHistory",
                        [
                            "country": .string(country), "power": .string(power), "node": .string(node), "as_of": asOf,
                        ]
                    )
                    for point in reply["points"]?.arrayValue ?? [] {
                        let fields = ["period", "value", "coverage", "confidence"].map {
                            point.objectValue?[$0]?.description ?? ""
                        }
                        lines.append(([country, power, node] + fields).joined(separator: " "))
                    }
                }
            }
        }
        return lines
    }

    /// Oldest first.
    func runs() throws -> [JSONObject] {
        (try ask("ListRuns")["runs"]?.arrayValue ?? []).compactMap(\.objectValue).reversed()
    }

    /// What the store knows of an observation, all its vintages, oldest first.
    func vintages(_ indicator: String, _ power: String, _ country: String) throws -> [Double?] {
        let reply = try ask(
            "GetObservations",
            [
                "indicator": .string(indicator), "power": .string(power), "country": .string(country),
                "vintages": true,
            ]
        )
        return (reply["observations"]?.arrayValue ?? []).compactMap(\.objectValue)
            .sorted { ($0["recorded_at"]?.stringValue ?? "") < ($1["recorded_at"]?.stringValue ?? "") }
            .map { $0["value"]?.numberValue }
    }
}

/// An index of two indicators.
enum SmallModel {
    static let powers = ["CHN", "RUS"]
    static let countries = ["KAZ", "UZB"]
    static let nodes = ["index", "trade", "loans"]

    static let configuration = "model: model.yaml\ndata: [data.csv]\nschedule: {every: 1d}\n"

    static let text = """
        model: small
        title: Small
        definition: What a test measures.
        scale: {low: 0, high: 100}
        grid: {frequency: year, from: 2020}
        powers:
          - {id: CHN, name: China}
          - {id: RUS, name: Russia}
        countries:
          - {id: KAZ, name: Kazakhstan}
          - {id: UZB, name: Uzbekistan}
        nodes:
          - {id: index, title: Index, aggregate: arithmetic}
        indicators:
          - {id: trade, title: Trade, parent: index, weight: 3, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}
          - {id: loans, title: Loans, parent: index, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}

        """

    static let header = "indicator,power,country,period,value\n"

    static let data =
        header + """
            trade,CHN,KAZ,2020,20
            trade,RUS,KAZ,2020,40
            loans,CHN,KAZ,2020,60
            loans,RUS,KAZ,2020,10
            trade,CHN,UZB,2021,30
            loans,CHN,UZB,2021,35

            """

    /// The index of China in Kazakhstan is (3 x 20 + 60) / 4.
    static let chinaInKazakhstan = 30.0
}

extension JSONObject {
    /// A value further down.
    subscript(_ first: String, _ second: String) -> JSONValue? { self[first]?.objectValue?[second] }

    var problems: [String] { (self["problems"]?.arrayValue ?? []).compactMap(\.stringValue) }
}
