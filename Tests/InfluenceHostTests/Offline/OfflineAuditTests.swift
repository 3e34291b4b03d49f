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

    /// Before: those of the last period, as though they were those of all.
    @Test func `Weights that change are told with the period that they are of`() throws {
        func structure(_ weight: String, _ period: Period? = nil) throws -> [String] {
            let path = try folder.write(TrialModel.text.replacing("weight: 3", with: "weight: \(weight)"), to: "w.yaml")
            let (model, audit) = try OfflineAudit.audit(model: path, data: [data], period: period, threads: 1)
            let json = String(decoding: AuditDocument.json(audit, of: model), as: UTF8.self)
            let line = AuditText.text(audit, of: model).split(separator: "\n").first { $0.hasPrefix("Structure") }
            return ["\(line ?? "")", try JSONParser.parse(json).objectValue?["weights_of"]?.stringValue ?? "none"]
        }
        #expect(try structure("{2024-01: 3, 2024-02: 1}") == ["Structure, with the weights of 2024-02", "2024-02"])
        #expect(try structure("{2024-01: 3, 2024-02: 1}", Period("2024-01")) == ["Structure", "none"])
        #expect(try structure("3") == ["Structure", "none"])
    }

    @Test func `An unknown period and broken files are told`() throws {
        let unknown = #expect(throws: OfflineScore.Failure.self) { try audit(Period("2030")) }
        #expect("\(unknown.map { "\($0)" } ?? "")" == "2030 is not among the periods scored")
        #expect(throws: OfflineScore.Failure.self) {
            try OfflineAudit.audit(model: folder["none.yaml"], data: [data], period: nil, threads: 1)
        }
    }
}
