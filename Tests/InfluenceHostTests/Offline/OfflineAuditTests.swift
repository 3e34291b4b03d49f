import InfluenceControl
import InfluenceModel
import InfluenceScoring
import InfluenceTestKit
import Testing

@testable import InfluenceHost

@Suite struct OfflineAuditTests {
    private let folder: TemporaryFolder
    private let model: String
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        model = try folder.write(TrialModel.text, to: "trial.yaml")
        data = try folder.write(TrialModel.data + "loans,CHN,UZB,2024-02,33.333333333333336\n", to: "data.csv")
    }

    private func audit(_ period: Period? = nil) throws(OfflineScore.Failure) -> (model: Model, audit: Audit) {
        try OfflineAudit.audit(model: model, data: [data], period: period, threads: 2)
    }

    @Test func `JSON has everything in full precision`() throws {
        let (model, audit) = try audit(Period("2024-02"))
        #expect(audit.periods == [try Period("2024-02")] && audit.cells == 8)
        let text = String(decoding: AuditDocument.json(audit, of: model), as: UTF8.self)
        let document = try #require(try JSONParser.parse(text).objectValue)
        #expect(document["indicators"]?.arrayValue?.count == 3)
        #expect(document["correlations"]?.arrayValue?.count == 3)
        #expect(document["aggregates"]?.arrayValue?.count == 2)
        #expect(document["dyads"]?.arrayValue?.count == 8)
        #expect(text.contains("33.333333333333336"))
        #expect(text.last == "\n")
    }

    @Test func `Text names flags and is aligned`() throws {
        let (model, audit) = try audit()
        let text = AuditText.text(audit, of: model)
        #expect(text.hasPrefix("Audit of trial, 2024-01 to 2024-02: 16 cells (8 dyads)\n"))
        let lines = text.split(separator: "\n")
        let bases = try #require(lines.first { $0.hasPrefix("  bases") })
        #expect(bases.contains("12.5 %") && bases.contains("unavailable, zeros, repeated, constant"))
        for title in ["Raw values", "Structure", "Data availability"] { #expect(lines.contains { $0 == title }) }
        #expect(!lines.contains { $0.hasSuffix(" ") })
    }

    @Test func `An unknown period and broken files are told`() throws {
        let unknown = #expect(throws: OfflineScore.Failure.self) { try audit(Period("2030")) }
        #expect("\(unknown.map { "\($0)" } ?? "")" == "2030 is not among the periods scored")
        #expect(throws: OfflineScore.Failure.self) {
            try OfflineAudit.audit(model: folder["none.yaml"], data: [data], period: nil, threads: 1)
        }
    }
}
