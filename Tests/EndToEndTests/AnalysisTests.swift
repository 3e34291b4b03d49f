import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What an analyst asks about the bundled model and data, and whether a run can be trusted later.
@Suite struct AnalysisTests {
    @Test func `The bundled data answer analysts, and a run verifies until it is tampered with`() async throws {
        let installation = try Installation.bundled()
        let process = try await installation.startAndRun()
        for (arguments, words) in [
            (["explain", "KAZ", "CHN", "--period", "2023", "--since", "2022"], ["2022-12", "new period", "Sum of"]),
            (["measures", "KAZ"], ["RUS+CHN", "tilt", "multi_vector"]),
            (["measures", "KAZ", "--measure", "overtaking_latest.trade_share", "--period", "2023"], ["CHN leads"]),
            (["compare", "KAZ", "RUS", "CHN", "--period", "2023"], ["economic", "tilt", "trade_share"]),
            (["whatif", "KAZ", "--weight", "economic=0.5"], ["HYPOTHETICAL", "0.5"]),
            (["history", "KAZ", "RUS+CHN", "--node", "tilt", "--from", "2023", "--to", "2023"], ["measure.tilt"]),
            (["runs", "verify", "last"], ["reproduced, bit for bit"]),
        ] {
            let answer = try await installation.ctl(arguments)
            #expect(answer.succeeded, "\(arguments): \(answer)")
            for word in words { #expect(answer.output.contains(word), "\(word) in \(answer)") }
        }
        for (arguments, status, word) in [
            (["runs", "verify", "99"], 1 as Int32, "the last one is 1"), (["runs", "verify", "yesterday"], 2, "last"),
            (["measures", "KAZ", "--measure", "tlit"], 1, "did you mean 'tilt'"),
            (["compare", "KAZ", "RUS", "RUS"], 2, "different"), (["whatif", "KAZ"], 2, "--weight"),
            (["explain", "KAZ", "CHN", "--since", "long ago"], 1, "long ago"),
        ] {
            let refusal = try await installation.ctl(arguments)
            #expect(refusal.exit == .status(status), "\(arguments): \(refusal)")
            #expect(refusal.errors.contains(word), "\(word) in \(refusal)")
        }

        let change = try installation.ask(
            "Explain",
            ["country": "KAZ", "power": "CHN", "period": "2023", "since": "2022"]
        )
        let items = (change["change", "items"]?.arrayValue ?? []).compactMap(\.objectValue)
        let effects = items.compactMap { $0["effect"]?.numberValue }
        let ends = ["from", "to"].compactMap { change["change", $0]?.numberValue }
        #expect(ends.count == 2 && effects.count > 1)
        #expect(abs(effects.reduce(0, +) - ((ends.last ?? 0) - (ends.first ?? 0))) < 1e-9)
        try await stop(process)

        // Bit by bit: the smallest change of one of half a million scores.
        let tampered = try await Python.sqlite(
            "UPDATE score SET value = value * (1 + 1e-15) WHERE (series, period, run) IN "
                + "(SELECT series, period, run FROM score WHERE value > 1 ORDER BY series, period LIMIT 1)",
            on: installation.database
        )
        try #require(tampered.succeeded, "\(tampered)")
        let second = try await installation.startAndRun()
        let verdict = try await installation.ctl("runs", "verify", "last")
        #expect(verdict.exit == .status(1), "\(verdict)")
        #expect(verdict.output.contains("NOT reproduced") && verdict.output.contains("1 differ"), "\(verdict)")
        let answer = try installation.ask("VerifyRun")
        #expect(answer["input_matches"] == true && answer["differing"] == 1)
        try await stop(second)
    }

    @Test func `Two what-ifs at once, while a run is going on, get the same answer`() async throws {
        let installation = try Installation.bundled()
        let process = try await installation.startAndRun()
        let question = [Products.influencectl, "--format", "csv", "whatif", "KAZ", "--weight", "economic=0.5"]
        let environment = ["INFLUENCED_SOCKET": installation.socket]
        let alone = try await ChildProcess.run(question, environment: environment)
        try #require(alone.succeeded, "\(alone)")
        let data = try String(contentsOfFile: installation.folder["data/central-asia.csv"], encoding: .utf8)
        let header = try #require(data.split(separator: "\n").first)
        // Of another country, so that the answer is the same before and after.
        let row = try #require(data.split(separator: "\n").first { $0.hasPrefix("presence_class,RUS,TJK,") })
        let path = try installation.folder.write("\(header)\n\(row.replacing(",3,", with: ",2,"))\n", to: "more.csv")
        let importing = try ChildProcess([Products.influencectl, "import", path], environment: environment)
        let first = try ChildProcess(question, environment: environment)
        let second = try ChildProcess(question, environment: environment)
        let answers = [try await first.finish(), try await second.finish()]
        #expect(try await importing.finish().succeeded)
        for answer in answers {
            #expect(answer.succeeded, "\(answer)")
            #expect(answer.output == alone.output)
        }
        try await stop(process)
    }

    @Test func `The audit of the bundled model prints`() async throws {
        let config = Products.repository.appending(path: "Config").path
        let command = [
            Products.influenced, "audit", "--model", "\(config)/models/central-asia.yaml", "--data",
            "\(config)/data/central-asia.csv", "--period", "2023-12",
        ]
        let text = try await ChildProcess.run(command)
        #expect(text.succeeded, "\(text)")
        for word in ["Raw values", "trade_share", "Flagged correlations", "Structure", "Data availability"] {
            #expect(text.output.contains(word), "\(text)")
        }
        let json = try await ChildProcess.run(command + ["--format", "json"])
        #expect(try JSONParser.parse(json.output).objectValue != nil, "\(json)")
    }
}
