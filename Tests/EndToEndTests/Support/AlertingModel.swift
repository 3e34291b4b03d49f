import Foundation
import InfluenceControl
import InfluenceTestKit

/// Rules over the small model, the imports that make them fire and resolve, and a hook that writes down what it gets.
enum AlertingModel {
    /// Before the imports one alert is open (`much-trade` of RUS in KAZ) and one pending (`much-loans`, for a month).
    static let rules = """
        rules:
          - {id: high, kind: threshold, node: index, above: 50, clear: 45}
          - {id: low, kind: threshold, power: RUS, node: index, below: 15, severity: critical}
          - {id: much-trade, kind: threshold, node: trade, above: 35, clear: 30, labels: {team: trade}}
          - {id: much-loans, kind: threshold, node: loans, above: 55, for: 30d}
          - {id: soon-high, kind: threshold, node: index, above: 40, for: 30d}
          - {id: passes, kind: overtake, country: KAZ, by: CHN, of: RUS, node: index}
          - {id: first, kind: rank, node: index, to: 1}

        """

    /// Seven events in one run, of them one `resolved`; two alerts become pending.
    static let change = SmallModel.header + "trade,CHN,KAZ,2020,60\ntrade,RUS,KAZ,2020,10\ntrade,CHN,UZB,2021,50\n"
    /// The first figures again.
    static let back = SmallModel.header + "trade,CHN,KAZ,2020,20\ntrade,RUS,KAZ,2020,40\ntrade,CHN,UZB,2021,30\n"

    /// Appends the event to NAME beside itself, by one write to the end of the file, and waits for the disk.
    static let recorder = """
        #!/bin/sh
        exec dd of="${0%/*}/$1" oflag=append conv=notrunc,fsync bs=1M iflag=fullblock status=none

        """

    /// Attempts without end, soon after one another: what fails in these tests does so once.
    static let eager = "max_attempts: 1000, retry_first: 20ms, retry_longest: 200ms"

    static func recordingHook(_ name: String, options: String = eager) -> String {
        "  \(name): {kind: exec, command: [record, \(name).jsonl], \(options)}\n"
    }
}

extension Installation {
    /// - Parameters:
    ///   - hooks: lines of `hooks`, indented by two.
    ///   - names: the hooks of every rule.
    static func alerting(
        hooks: String,
        names: [String],
        rules: String = AlertingModel.rules
    ) throws -> Installation {
        let installation = try Installation()
        try installation.setAlerts(hooks: hooks, names: names, rules: rules)
        try installation.folder.write(SmallModel.configuration + "alerts: alerts.yaml\n", to: "influenced.yaml")
        try installation.folder.write(AlertingModel.change, to: "change.csv")
        try installation.folder.write(AlertingModel.back, to: "back.csv")
        try installation.program(AlertingModel.recorder, "record")
        return installation
    }

    func setAlerts(hooks: String, names: [String], rules: String = AlertingModel.rules) throws {
        let list = names.joined(separator: ", ")
        try folder.write("hooks:\n\(hooks)defaults: {hooks: [\(list)]}\n\(rules)", to: "alerts.yaml")
    }

    /// An executable in the installation's folder.
    @discardableResult
    func program(_ text: String, _ name: String) throws -> String {
        let path = try folder.write(text, to: name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    func `import`(_ name: String) async throws -> Finished { try await ctl("import", folder[name]) }

    /// What a recording hook got, oldest first.
    func recorded(by hook: String) throws -> [RecordedEvent] {
        guard FileManager.default.fileExists(atPath: folder["\(hook).jsonl"]) else { return [] }
        return try folder.read("\(hook).jsonl").split(separator: "\n").map { try RecordedEvent(String($0)) }
    }

    /// Nothing waits any more to be handed to a hook.
    func delivered() async throws {
        try await eventually("the end of all deliveries") { try alertCount("waiting") == 0 }
    }

    func alertCount(_ name: String) throws -> Double? { try status()["alerts", name]?.numberValue }

    /// All alerts by `rule subject`.
    func alerts() throws -> [String: JSONObject] {
        let list = (try ask("ListAlerts", ["all": true])["alerts"]?.arrayValue ?? []).compactMap(\.objectValue)
        return Dictionary(list.map { ("\($0.text("rule")) \($0.text("subject"))", $0) }) { first, _ in first }
    }

    func state(_ alert: String) throws -> String? { try alerts()[alert]?.text("state") }

    /// Newest first.
    func events() throws -> [JSONObject] {
        (try ask("ListAlertEvents", ["limit": 1000])["events"]?.arrayValue ?? []).compactMap(\.objectValue)
    }

    func deliveries(of hook: String, state: String? = nil) throws -> [JSONObject] {
        let reply = try ask(
            "ListDeliveries",
            ["hook": .string(hook), "state": state.map { .string($0) } ?? .null, "limit": 1000]
        )
        return (reply["deliveries"]?.arrayValue ?? []).compactMap(\.objectValue)
    }
}

/// An event as a hook got it.
struct RecordedEvent {
    let text: String
    let event: JSONObject

    init(_ text: String) throws {
        guard let event = try JSONParser.parse(text).objectValue else { throw NoEvent(text: text) }
        self.text = text
        self.event = event
    }

    var id: String { event.text("id") }
    var kind: String { event.text("kind") }
    var alert: String { "\(event.text("rule")) \(event.text("subject"))" }
    var sequence: Double { event["sequence"]?.numberValue ?? 0 }

    /// Which event of which alert it is.
    var place: String { "\(alert) \(event.text("sequence"))" }

    /// All that must be equal in two installations that went through the same: no ids, times and runs.
    var essence: String {
        let names = ["kind", "state", "severity", "value", "previous", "period", "reason", "labels"]
        return ([place] + names.map { event.text($0) }).joined(separator: " ")
    }
}

struct NoEvent: Error, CustomStringConvertible {
    let text: String

    var description: String { "a hook got what is no event: \(text)" }
}

extension JSONObject {
    /// A text as it is, anything else as JSON.
    func text(_ name: String) -> String { self[name].map { $0.stringValue ?? $0.description } ?? "" }
}
