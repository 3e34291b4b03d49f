import InfluenceModel
import Testing

@testable import InfluenceScoring

/// The ASEM index as its makers compute it, step by step, from the example model file.
@Suite("ASEM pipeline") struct AsemPipelineTests {
    private let raw = "defaults: {impute: none, treat: none}\nindicators:\n"

    /// No indicator is divided by anything.
    private func undivided(_ defaults: String) throws -> String {
        let asem = try Asem()
        let divided = asem.model.indicators.filter {
            $0.denominator != nil
        }
        let lines = divided.map { "  - {id: \($0.id), transform: level}" }
        return "defaults: \(defaults)\nindicators:\n" + lines.joined(separator: "\n")
    }

    @Test func `Each step gives what COINr gives`() throws {
        let asem = try Asem()
        let columns = asem.scorer.columns(for: [Asem.year])
        #expect(columns.count == 49)
        #expect(try asem.differences(columns.map(\.raw), from: "expected/02_Denominated.csv") == [])
        #expect(try asem.differences(columns.map(\.imputed), from: "expected/03_Imputed.csv") == [])
        #expect(try asem.differences(columns.map(\.imputed), from: "expected/04_Screened.csv") == [])
        #expect(try asem.differences(columns.map(\.treated), from: "expected/05_Treated.csv") == [])

        let table = try asem.scorer.scores(for: [Asem.year], threads: 3)
        let normalised = try ReferenceTable("expected/06_Normalised.csv")
        let aggregated = try ReferenceTable("expected/07_Aggregated.csv")
        for node in asem.model.nodes {
            for power in asem.model.powers where aggregated.units.contains(power.id) {
                let score = table[node.id, Dyad(power: power.id, country: "WLD"), Asem.year]?.value
                // 0 of 100 is exact in both, but rounds differently where a column has been shifted.
                let wanted = aggregated[node.id, power.id]
                #expect(
                    Asem.isClose(score, wanted) || abs((score ?? 1e9) - (wanted ?? 0)) < 1e-11,
                    "\(node.id) \(power.id)"
                )
                if node.indicator != nil {
                    let wanted = normalised[node.id, power.id]
                    #expect(
                        Asem.isClose(score, wanted) || abs((score ?? 1e9) - (wanted ?? 0)) < 1e-11,
                        "\(node.id) \(power.id)"
                    )
                }
            }
        }
        #expect(asem.model.nodes.count { $0.aggregate != nil } == 11)
    }

    @Test func `Treatment of the raw values, and its details, are those of COINr`() throws {
        let asem = try Asem(undivided("{impute: none}"))
        let columns = asem.scorer.columns(for: [Asem.year])
        #expect(try asem.differences(columns.map(\.treated), from: "expected/treat_raw_default.csv") == [])
        try checkDetails(asem, columns, "expected/treat_raw_default_details.csv")
    }

    @Test func `Details of the pipeline's treatment are those of COINr`() throws {
        let asem = try Asem()
        try checkDetails(asem, asem.scorer.columns(for: [Asem.year]), "expected/treat_details.csv")
    }

    private func checkDetails(_ asem: Asem, _ columns: [PreparedColumn], _ file: String) throws {
        let details = try ReferenceTable(file, key: "iCode")
        for (indicator, column) in zip(asem.model.indicators, columns) {
            let outcome = try #require(column.outcomes.first)
            let code = try #require(details.units.first { ReferenceTable.id($0.text) == indicator.id })
            #expect(Asem.isClose(outcome.before.skewness, details["check_skewkurt0.skew", code]))
            #expect(Asem.isClose(outcome.before.kurtosis, details["check_skewkurt0.kurt", code]))
            #expect(outcome.attempts.first.map { Double($0.points) } == details["winsorise.nwin", code])
            #expect(Asem.isClose(outcome.attempts.first?.after.skewness, details["check_skewkurt1.skew", code]))
            #expect(Asem.isClose(outcome.attempts.first?.after.kurtosis, details["check_skewkurt1.kurt", code]))
        }
    }

    @Test func `Imputation by the mean is that of COINr`() throws {
        let asem = try Asem(undivided("{impute: mean, treat: none}"))
        let columns = asem.scorer.columns(for: [Asem.year])
        #expect(try asem.differences(columns.map(\.imputed), from: "expected/impute_i_mean.csv") == [])
    }

    @Test func `Denominators are those of COINr`() throws {
        let asem = try Asem("defaults: {impute: none, treat: none}")
        let columns = asem.scorer.columns(for: [Asem.year])
        #expect(try asem.differences(columns.map(\.treated), from: "expected/denominate_raw_default.csv") == [])
    }

    @Test func `Imputed values enter scores, but neither coverage nor confidence`() throws {
        let asem = try Asem()
        let table = try asem.scorer.scores(for: [Asem.year])
        let columns = asem.scorer.columns(for: [Asem.year])
        var imputed = 0
        for (indicator, column) in zip(asem.model.indicators, columns) {
            for (place, power) in asem.model.powers.enumerated() where column.imputed.freshness(at: place) == .imputed {
                let score = table[indicator.id, Dyad(power: power.id, country: "WLD"), Asem.year]
                #expect(score?.value != nil && score?.coverage == 0 && score?.confidence == 0)
                imputed += 1
            }
        }
        #expect(imputed == columns.map { $0.raw.values.count { $0.isNaN } }.reduce(0, +) && imputed > 0)
        let gaps = table.filter { table.nodes[$0.node] == "index" && $0.score.coverage < 1 }
        #expect(!gaps.isEmpty && gaps.allSatisfy { $0.score.value != nil && $0.score.coverage > 0.5 })
    }
}
