import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// A model that would need more memory than there may be: legal in every word, and refused before it is tried.
@Suite(.timeLimit(.minutes(5))) struct LargeModelTests {
    private let installation: Installation

    init() throws { installation = try Installation() }

    private static func model(powers: Int, countries: Int, measures: String = "") -> String {
        func list(_ letter: String, _ count: Int) -> String {
            (0..<count).map { "  - {id: \(letter)\($0), name: X}\n" }.joined()
        }
        var text = SmallModel.text.replacing("frequency: year, from: 2020", with: "frequency: month, from: 2000-01")
        text.replace("countries:\n", with: list("P", powers) + "countries:\n")
        text.replace("nodes:\n", with: list("C", countries) + "nodes:\n")
        return text + measures
    }

    private static func pairs(_ powers: Int) -> String {
        (0..<powers).flatMap { one in (one + 1..<powers).map { "[P\(one), P\($0)]" } }.joined(separator: ", ")
    }

    /// Many dyads, many pairs, many replications: each alone is too much.
    private static let bombs = [
        model(powers: 400, countries: 400),
        model(powers: 110, countries: 40, measures: "measures: {pairs: [\(pairs(110))]}\n"),
        model(powers: 2_000, countries: 4, measures: "uncertainty: {replications: 100000}\n"),
    ]

    @Test(arguments: bombs.indices)
    func `It is refused by the check, at the start and by a reload, with both numbers; the one in force stays`(
        number: Int
    ) async throws {
        let process = try await installation.startAndRun()
        let hash = try installation.status()["model_hash"]
        try installation.folder.write(Self.bombs[number], to: "model.yaml")
        let numbers = #/would need about \d{3,7} MiB \(.*\), and 512 MiB are allowed/#

        let check = try await ChildProcess.run([Products.influenced, "check", "--config", installation.configuration])
        #expect(check.exit == .status(2))
        #expect((check.output + check.errors).contains(numbers), "\(check)")
        let reload = try await installation.ctl("reload")
        #expect(reload.exit == .status(1) && reload.errors.contains(numbers), "\(reload)")
        #expect(try installation.status()["model_hash"] == hash)
        #expect(try installation.status().problems.contains { $0.contains(numbers) })
        #expect(try await installation.ctl("recompute").succeeded)
        try await stop(process)
        let start = try await installation.refusal()
        #expect(start.exit == .status(2) && start.errors.contains(numbers), "\(start)")

        // It is the configuration that allows it.
        try installation.folder.write(SmallModel.configuration + "model_memory: 1000GiB\n", to: "influenced.yaml")
        let allowed = try await ChildProcess.run([Products.influenced, "check", "--config", installation.configuration])
        #expect(allowed.succeeded, "\(allowed)")
    }

    @Test func `Where the process may have less memory, so may a model`() async throws {
        try installation.folder.write(Self.model(powers: 250, countries: 120), to: "model.yaml")
        let command = [Products.influenced, "check", "--config", installation.configuration]
        #expect(try await ChildProcess.run(command).succeeded)
        let check = try await ChildProcess.run(["prlimit", "--as=\(900 << 20)"] + command)
        #expect(check.exit == .status(2))
        #expect((check.output + check.errors).contains("450 MiB are allowed"), "\(check)")
    }
}
