import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// What is computed on one processor is what is computed on any: the C library chooses its exp, log and pow by what the
/// processor can do, and those differ by a unit of the last place. Nothing that is scored may go through them.
@Suite struct ProcessorTests {
    /// As on a processor without fused multiplication.
    private static let plain = ["GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX2,-FMA,-FMA4"]

    @Test(arguments: ["central-asia", "equal", "lowy"])
    func `Each model's scores have the same bits without fused multiplication`(name: String) async throws {
        let config = Products.repository.appending(path: "Config")
        for period in ["2012-12", "2022-06"] {
            let question = [
                Products.influenced, "score", "--period", period, "--model",
                config.appending(path: "models/\(name).yaml").path, "--data",
                config.appending(path: "data/central-asia.csv").path,
            ]
            let here = try await ChildProcess.run(question)
            let there = try await ChildProcess.run(question, environment: Self.plain)
            #expect(here.exit == .status(0) && there.exit == .status(0))
            #expect(here.output.utf8.count > 20_000)
            #expect(here.output == there.output)
        }
    }

    @Test func `A run with its measures and intervals is verified on another processor`() async throws {
        let installation = try Installation.bundled()
        let first = try await installation.startAndRun()
        first.send(SIGTERM)
        #expect(try await first.finish().exit == .status(0))
        let second = try await installation.start(environment: Self.plain)
        try await installation.settled()
        let reply = try installation.ask("VerifyRun", ["run": 1])
        #expect(reply["matches"] == true, "\(reply)")
        #expect(reply["comparable"] == true)
        #expect((reply["compared"]?.integerValue ?? 0) > 100_000)
        // Neither is anything new computed at the start.
        #expect(try installation.runs().count == 1)
        second.send(SIGTERM)
        #expect(try await second.finish().exit == .status(0))
    }
}
