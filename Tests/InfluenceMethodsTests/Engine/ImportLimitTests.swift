import InfluenceControl
import InfluenceMethods
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

@Suite(.timeLimit(.minutes(5))) struct `The size of an import` {
    private func rows(_ count: Int) -> String {
        TrialModel.header
            + (0..<count).map { "trade,CHN,KAZ,\(1_900 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1),1\n" }
            .joined()
    }

    private func limits(rows: Int = 2_000_000, bytes: Int = 256 << 20) -> ImportLimits {
        var limits = ImportLimits()
        limits.rows = rows
        limits.bytes = bytes
        return limits
    }

    @Test func `is limited in rows and in bytes, whoever brings it`() async throws {
        let trial = try Trial(imports: limits(rows: 3, bytes: 500))
        #expect(try await trial.add(rows(3)).stored.added == 3)
        let tooMany = await #expect(throws: EngineError.self) { try await trial.add(rows(4)) }
        #expect(
            tooMany?.description
                == "the file has 4 rows, and an import may have at most 3 (limits.import_rows); import it in parts"
        )
        let tooLong = await #expect(throws: EngineError.self) {
            try await trial.add(TrialModel.header + "trade,CHN,KAZ,2023,1" + String(repeating: "0", count: 600) + "\n")
        }
        #expect(
            tooLong?.description.contains("bytes, and an import may have at most 500 (limits.import_bytes)") == true
        )
        // Also where the rows are no good, or only tried out.
        await #expect(throws: EngineError.self) { try await trial.add(rows(3) + "nonsense\n", partial: true) }
        await #expect(throws: EngineError.self) {
            try await trial.engine.rehearseImport(Array(rows(4).utf8), origin: "x", partial: false)
        }
        let large = try trial.folder.write(rows(4), to: "large.csv")
        await trial.engine.importFeeds([large])
        #expect(trial.status.feeds.first?.error?.contains("4 rows") == true)
        #expect(try trial.store.observations().count == 3)
    }

    @Test func `is refused by name, with both numbers`() async throws {
        let trial = try Trial(imports: limits(rows: 3))
        try await TestService.with(trial) { service in
            let refusal = try await service.client.refusal(
                "ImportObservations",
                ["name": "x", "text": .string(rows(5))]
            )
            #expect(refusal?.name == "org.influenced.Index.LimitReached")
            #expect(refusal?.parameters["limit"] == 3)
            #expect(refusal?.parameters["key"] == "limits.import_rows")
            #expect(refusal?.parameters["reason"]?.stringValue?.contains("5 rows") == true)
        }
    }

    @Test func `is that of the documentation unless the configuration says otherwise`() throws {
        let usual = try ConfigurationFile.parse("model: m\n", path: "c").limits.imports
        #expect(usual == ImportLimits() && usual.rows == 2_000_000 && usual.bytes == 256 << 20)
        let other = try ConfigurationFile.parse(
            "model: m\nlimits: {import_rows: 1000, import_bytes: 1MiB}\n",
            path: "c"
        )
        #expect(other.limits.imports == limits(rows: 1_000, bytes: 1 << 20))
    }
}
