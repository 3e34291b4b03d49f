import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// The hooks that come with influenced, executed by the daemon, and the schema of what they get.
@Suite(.timeLimit(.minutes(5))) struct ExampleHookTests {
    private static let hooks = Products.repository.appending(path: "Config/hooks")

    private static let schemaObstacle: String? = {
        guard let python = Python.varlink else { return "Scripts/python-venv.sh makes the Python that is missing" }
        let site = URL(filePath: python).deletingLastPathComponent().deletingLastPathComponent()
        let libraries = try? FileManager.default.subpathsOfDirectory(atPath: site.appending(path: "lib").path)
        return libraries?.contains { $0.hasSuffix("/jsonschema") } == true ? nil : "the package jsonschema is missing"
    }()

    @Test func `The examples append to a file, send mail and write to the journal`() async throws {
        let rule = "rules:\n  - {id: much-trade, kind: threshold, power: RUS, node: trade, above: 35}\n"
        let installation = try Installation.alerting(hooks: "", names: [], rules: rule)
        let folder = installation.folder.path
        // In place of what would send mail and write to the journal: they write down what they are told.
        for name in ["sendmail", "systemd-cat"] {
            try installation.program("#!/bin/sh\n{ echo \"$@\"; cat; } >\"\(folder)/\(name).got\"\n", name)
        }
        let hooks = Self.hooks.path
        try installation.setAlerts(
            hooks: """
                  file: {kind: exec, command: ["\(hooks)/append-to-file", "\(folder)/file.jsonl"]}
                  mail: {kind: exec, command: [/usr/bin/env, "SENDMAIL=\(folder)/sendmail", "\(hooks)/mail", a@example.org]}
                  cat: {kind: exec, command: [/usr/bin/env, "PATH=\(folder):/usr/bin:/bin", "\(hooks)/journal", tests]}

                """,
            names: ["file", "mail", "cat"],
            rules: rule
        )
        let process = try await installation.startAndRun()
        try await installation.delivered()
        let event = try #require(try installation.recorded(by: "file").first)
        let mail = try installation.folder.read("sendmail.got")
        #expect(mail.hasPrefix("-i -- a@example.org\nTo: a@example.org\nSubject: [firing] "), "\(mail)")
        #expect(mail.contains("Message-ID: <\(event.id)@influenced>\n") && mail.contains(event.text), "\(mail)")
        let journal = try installation.folder.read("systemd-cat.got")
        let summary = event.event.text("summary")
        #expect(journal == "--identifier=tests --priority=warning\nfiring: \(summary)\n", "\(journal)")
        try await stop(process)
    }

    @Test func `A hook with groups gets the events of a country together, a test of it too, also by mail`() async throws
    {
        let text = """
            rules:
              - {id: much, kind: threshold, power: RUS, node: trade, above: 35}
              - {id: more, kind: threshold, power: RUS, node: trade, above: 30}

            """
        let installation = try Installation.alerting(hooks: "", names: [], rules: text)
        let folder = installation.folder.path
        try installation.program("#!/bin/sh\n{ echo \"$@\"; cat; } >\"\(folder)/sendmail.got\"\n", "sendmail")
        let hooks = Self.hooks.path
        let group = "group: {by: [country], wait: 1s}"
        try installation.setAlerts(
            hooks: """
                  file: {kind: exec, command: ["\(hooks)/append-to-file", "\(folder)/file.jsonl"], \(group)}
                  mail: {kind: exec, command: [/usr/bin/env, "SENDMAIL=\(folder)/sendmail", "\(hooks)/mail", a@b.org], \(group)}

                """,
            names: ["file", "mail"],
            rules: text
        )
        let process = try await installation.startAndRun()
        try await installation.delivered()
        func groups() throws -> [JSONObject] {
            try installation.folder.read("file.jsonl").split(separator: "\n").compactMap {
                try JSONParser.parse(String($0)).objectValue
            }
        }
        func rules(_ group: JSONObject) -> [String] {
            (group["events"]?.arrayValue ?? []).compactMap { $0.objectValue?.text("rule") }
        }
        func key(_ group: JSONObject, _ name: String) -> String? {
            group["group"]?.objectValue?["keys"]?.objectValue?[name]?.stringValue
        }
        let country = try #require(try groups().first { key($0, "country") == "KAZ" })
        #expect(Set(rules(country)).isSuperset(of: ["much", "more"]), "\(country)")
        let mail = try installation.folder.read("sendmail.got")
        #expect(mail.contains(" events]") && mail.contains("Message-ID: <"), "\(mail)")
        #expect(mail.contains("[firing] trade of RUS in "), "\(mail)")
        // Each delivery says which group it went in.
        let deliveries = try installation.deliveries(of: "file")
        #expect(deliveries.allSatisfy { $0.text("state") == "delivered" && $0["group"]?.stringValue?.count == 32 })
        #expect(try await installation.ctl("hook", "test", "file").succeeded)
        #expect(try groups().last.map(rules) == ["test"])
        try await stop(process)
    }

    /// What a hook of an installation gets, of every kind that the two imports raise.
    private func eventsOfAnInstallation() async throws -> [RecordedEvent] {
        let installation = try Installation.alerting(hooks: AlertingModel.recordingHook("note"), names: ["note"])
        let process = try await installation.startAndRun()
        #expect(try await installation.import("change.csv").succeeded)
        #expect(try await installation.import("back.csv").succeeded)
        #expect(try await installation.ctl("hook", "test", "note").succeeded)
        try await installation.delivered()
        try await stop(process)
        return try installation.recorded(by: "note")
    }

    @Test(.enabled(if: schemaObstacle == nil, "\(schemaObstacle ?? "")"))
    func `Every event keeps to the schema, and the schema notices a member that is missing or of another type`()
        async throws
    {
        let events = try await eventsOfAnInstallation()
        #expect(events.count >= 10)
        let script = """
            import copy, json, sys, jsonschema
            schema = json.load(open(sys.argv[1]))
            jsonschema.Draft202012Validator.check_schema(schema)
            validator = jsonschema.Draft202012Validator(schema)
            unnoticed = []
            for line in sys.stdin:
                event = json.loads(line)
                validator.validate(event)
                for name in event:
                    without = copy.copy(event)
                    del without[name]
                    # A member that is null may be left out.
                    if event[name] is not None and validator.is_valid(without): unnoticed.append("without " + name)
                    if validator.is_valid(dict(event, **{name: {"wrong": 1}})): unnoticed.append("wrong " + name)
            print(" ".join(sorted(set(unnoticed))))
            """
        let checked = try await ChildProcess.run(
            [Python.varlink ?? "python3", "-c", script, Self.hooks.appending(path: "event.schema.json").path],
            input: events.map(\.text).joined(separator: "\n")
        )
        #expect(checked.succeeded && checked.output == "\n", "\(checked)")
    }
}
