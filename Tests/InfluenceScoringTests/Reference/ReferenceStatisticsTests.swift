import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Statistics of the ASEM index against COINr.
@Suite("ASEM statistics") struct ReferenceStatisticsTests {
    private func column(_ table: ReferenceTable, _ id: NodeID) throws -> [Double] {
        try #require(table[id]).map { $0 ?? .nan }
    }

    @Test func `Statistics of the raw indicators are those of COINr`() throws {
        let raw = try ReferenceTable("iData.csv")
        let expected = try ReferenceTable("expected/stats_stats_raw.csv", key: "iCode")
        #expect(expected.units.count == 49)
        for code in expected.units {
            let values = try column(raw, ReferenceTable.id(code.text))
            let sample = Sample(values)
            for (name, figure) in [
                ("min", sample.min), ("max", sample.max), ("mean", sample.mean), ("median", sample.median),
                ("std", sample.sd), ("skew", sample.skewness), ("kurt", sample.kurtosis),
                ("n.avail", Double(sample.count)),
            ] {
                let (figure, wanted) = try (#require(figure), #require(expected[NodeID(name), code]))
                #expect(abs(figure - wanted) <= 1e-9 * max(abs(wanted), 1e-3), "\(code) \(name)")
            }
        }
    }

    @Test func `Correlations of the raw indicators are those of COINr`() throws {
        let raw = try ReferenceTable("iData.csv")
        // Its first column is no key: Var1 and Var2 name the pair.
        let table = try ReferenceTable("expected/stats_corr_raw_pearson.csv", key: "Correlation")
        let (left, right) = try (#require(table.texts("var1")), #require(table.texts("var2")))
        #expect(left.count == ReferenceTable.source.pairs)
        for (row, text) in table.units.enumerated() {
            let found = Correlation.pearson(
                try column(raw, ReferenceTable.id(left[row])),
                try column(raw, ReferenceTable.id(right[row]))
            )
            // Insignificant ones are NA in the table.
            guard let wanted = Double(text.text) else { continue }
            #expect(abs(try #require(found) - wanted) <= 1e-9, "\(left[row]) \(right[row])")
        }
    }
}
