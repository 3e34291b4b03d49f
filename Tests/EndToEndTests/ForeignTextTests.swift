import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Texts of files, of feeds, of users and of hooks that would steer a terminal or be computed by a spreadsheet, in every place
/// that takes one; and a root with another name, where another node is called as roots mostly are.
@Suite(.timeLimit(.minutes(5))) struct ForeignTextTests {
    private let installation: Installation

    init() throws {
        installation = try Installation.alerting(
            hooks: "  h: {kind: exec, command: [h], max_attempts: 1}\n",
            names: ["h"],
            rules: """
                rules:
                  - {id: high, kind: threshold, node: influence, above: 1, description: "=d\\e[31m", labels: {team: "=l\\e[31m"}}

                """
        )
        try installation.program(
            "#!/bin/sh\nprintf '=out\\033[31m\\n-x\\033[2J'; printf '=err\\033[31m' >&2; exit 1\n",
            "h"
        )
        var model = SmallModel.text
        for (old, new) in [
            ("title: Small", #"title: "=T\e[31m""#), ("What a test measures.", #""=D\e[31m""#),
            ("name: China", #"name: "@C\e[2J""#), ("name: Kazakhstan", #"name: "=K\e]0;x\a""#),
            (
                "  - {id: index, title: Index, aggregate: arithmetic}\n",
                """
                  - {id: influence, title: "+I\\e[5m", aggregate: arithmetic}
                  - {id: index, title: "-M\\e[5m", parent: influence, weight: 1, aggregate: arithmetic}

                """
            ),
            ("title: Trade, parent: index", #"title: "=t\e[31m", unit: "@u\e[1m", parent: influence"#),
            ("title: Loans", #"title: "\u202e\e[31m""#),
        ] { model.replace(old, with: new) }
        model += "measures: {pairs: [[RUS, CHN]], displacement: {span: P24M}}\nuncertainty: {replications: 50}\n"
        try installation.folder.write(model, to: "model.yaml")
        var data = "indicator,power,country,period,value,unit,source,note\n"
        for line in SmallModel.data.split(separator: "\n").dropFirst() {
            let unit = line.hasPrefix("trade") ? "@u\u{1B}[1m" : ""
            data += "\(line),\(unit),\"=src\u{1B}[31m\u{9B}\",\"@note\n-x\u{1B}[2J\"\n"
        }
        try installation.folder.write(data, to: "data.csv")
    }

    /// Each with what is asked for by a name, and without one.
    private static let commands = """
        status
        scores
        scores --country KAZ
        scores --power CHN
        history KAZ CHN
        history KAZ CHN --node trade
        ranking KAZ
        explain KAZ CHN
        explain KAZ CHN --node trade
        explain KAZ CHN --since 2020
        measures
        measures KAZ
        compare KAZ RUS CHN
        whatif KAZ --drop index
        uncertainty KAZ
        coverage
        coverage KAZ
        series
        observations
        observations --indicator trade --vintages
        imports
        runs
        runs verify last
        model
        alerts
        alerts events
        alerts deliveries
        rules
        silences
        backtest high
        hook test h
        """.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }

    private func controls(_ text: String) -> [UInt32] {
        text.unicodeScalars.map(\.value).filter {
            $0 < 32 && $0 != 10 && $0 != 9 || (0x7F...0x9F).contains($0) || (0x202A...0x202E).contains($0)
        }
    }

    @Test func `Whatever is asked, and however it is printed, none reaches a terminal, and no formula a spreadsheet`()
        async throws
    {
        let process = try await installation.startAndRun()
        let evil = "=1+1\u{1B}[31m\u{9B}\u{202E}"
        let file = try installation.folder.write(
            "indicator,power,country,period,value,unit,note\ntrade,CHN,KAZ,2021,77,@u\u{1B}[1m,=n\n",
            to: "=x\u{1B}[31m.csv"
        )
        let imported = try await installation.ctl("import", file, "--comment", evil, "--author", evil)
        #expect(imported.succeeded && controls(imported.output + imported.errors) == [], "\(imported)")
        #expect(
            try await installation.ctl("silence", "--rule", "high", "--for", "1h", "--comment", evil).succeeded
        )
        try await eventually("what the hook said") {
            try await installation.ctl("alerts", "deliveries").output.contains("dead")
        }
        for command in Self.commands {
            for format in ["table", "csv", "json"] {
                let shown = try await installation.ctl(command + ["--format", format])
                let fails = command.first == "hook"
                #expect(shown.exit == .status(fails ? 1 : 0), "\(command) \(format): \(shown)")
                #expect(controls(shown.output + shown.errors) == [], "\(command) \(format)")
                guard format == "csv" else { continue }
                for cell in cells(shown.output) where cell.first.map({ "=+-@\t\r".contains($0) }) == true {
                    #expect(Double(cell) != nil, "\(command): \(cell)")
                }
            }
        }
        try await stop(process)
        #expect(controls(process.errors) == [])
    }

    /// Of CSV with quotes.
    private func cells(_ text: String) -> [String] {
        var cells = [""]
        var isQuoted = false
        for character in text {
            switch character {
            case "\"": isQuoted.toggle()
            case ",", "\n", "\r\n": if isQuoted { cells[cells.count - 1].append(character) } else { cells.append("") }
            default: cells[cells.count - 1].append(character)
            }
        }
        return cells
    }

    /// Before: six commands asked for the node `index`, and failed or told of another one.
    @Test func `Whoever names no node is told of the root, whatever that is called`() async throws {
        let process = try await installation.startAndRun()
        func nodes(_ line: String..., in list: String = "scores") async throws -> Set<String> {
            let shown = try await installation.ctl(line + ["--format", "json"])
            #expect(shown.succeeded, "\(line): \(shown)")
            let document = try JSONParser.parse(shown.output).objectValue ?? [:]
            let rows = document[list]?.arrayValue?.compactMap { $0.objectValue?["node"]?.stringValue } ?? []
            return Set(rows + [document["node"]?.stringValue].compactMap { $0 })
        }
        #expect(try await nodes("scores") == ["influence"])
        #expect(try await nodes("history", "KAZ", "CHN") == ["influence"])
        #expect(try await nodes("ranking", "KAZ") == ["influence"])
        #expect(try await nodes("explain", "KAZ", "CHN").contains("influence"))
        #expect(try await nodes("whatif", "KAZ", "--drop", "index").contains("influence"))
        #expect(try await nodes("uncertainty", "KAZ").contains("influence"))
        try await stop(process)
    }
}
