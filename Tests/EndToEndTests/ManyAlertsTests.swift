import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Very many open alerts cost a start, a status and a silence no more than a few do.
@Suite(.timeLimit(.minutes(10))) struct ManyAlertsTests {
    private static let powers = (0..<45).map { "P\($0)" }
    private static let countries = (0..<44).map { "C\($0)" }

    private static func list(_ ids: [String]) -> String { ids.map { "  - {id: \($0), name: \($0)}\n" }.joined() }

    private static func data(_ value: Int) -> String {
        SmallModel.header
            + countries.flatMap { country in powers.map { "trade,\($0),\(country),2020,\(value)\n" } }.joined()
    }

    /// Before: half a minute; now well below a second of the processor, by a debug build.
    @Test func `A start with two thousand open alerts is a start, killed or not, and so is one with as many silenced`()
        async throws
    {
        let installation = try Installation()
        var model = SmallModel.text
        model.replace("countries:\n", with: Self.list(Self.powers) + "countries:\n")
        model.replace("nodes:\n", with: Self.list(Self.countries) + "nodes:\n")
        try installation.folder.write(model, to: "model.yaml")
        try installation.folder.write(Self.data(20), to: "data.csv")
        try installation.folder.write(SmallModel.configuration + "alerts: alerts.yaml\n", to: "influenced.yaml")
        try installation.folder.write(
            "rules:\n  - {id: high, kind: threshold, node: trade, above: 50}\n",
            to: "alerts.yaml"
        )
        var process = try await installation.startAndRun()
        let imported = try await installation.ctl(["import", "-"], input: Self.data(60))
        #expect(imported.succeeded, "\(imported)")
        let count = Self.powers.count * Self.countries.count
        for isSilenced in [false, true] {
            if isSilenced {
                let silence = try await installation.ctl("silence", "--rule", "high", "--for", "1d", "--comment", "")
                #expect(silence.succeeded, "\(silence)")
            }
            for signal in [SIGTERM, SIGKILL] {
                process.send(signal)
                _ = try await process.finish()
                process = try await installation.startAndRun()
                // In hundredths of a second.
                #expect(try Footprint(of: process).processorTicks < 1_000)
                let alerts = try installation.status()["alerts"]?.objectValue
                #expect(alerts?["firing"] == .integer(Int64(count)), "\(alerts ?? [:])")
                #expect(alerts?["silenced"] == .integer(isSilenced ? Int64(count) : 0))
            }
        }
        try await stop(process)
    }
}
