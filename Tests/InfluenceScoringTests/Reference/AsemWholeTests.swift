import Testing

/// The same once more with every unit of every table.
@Suite("ASEM, all units", .enabled(if: ReferenceSource.whole != nil, "needs ../shared/reference/asem"))
struct AsemWholeTests {
    private func withWhole(_ body: () throws -> Void) throws {
        try ReferenceTable.$source.withValue(#require(ReferenceSource.whole), operation: body)
    }

    @Test func `the pipeline`() throws {
        try withWhole {
            let tests = AsemPipelineTests()
            try tests.`Each step gives what COINr gives`()
            try tests.`Treatment of the raw values, and its details, are those of COINr`()
            try tests.`Imputation by the mean is that of COINr`()
            try tests.`Denominators are those of COINr`()
        }
    }

    @Test func `the methods`() throws {
        try withWhole {
            let tests = try AsemMethodTests()
            try tests.`minmax`()
            try tests.`zscore`()
            try tests.`rank`()
            try tests.`distance to target`()
            try tests.`goalposts`()
            for (base, file, method) in AsemMethodTests.aggregates {
                try tests.`aggregates with custom weights on all levels`(base: base, file: file, method: method)
            }
        }
    }

    @Test func `weights and statistics`() throws {
        try withWhole {
            try AsemWeightTests().`Loadings of the first component of each pillar are those of COINr`()
            try AsemWeightTests().`Effective weights are those of COINr`()
            try ReferenceStatisticsTests().`Statistics of the raw indicators are those of COINr`()
            try ReferenceStatisticsTests().`Correlations of the raw indicators are those of COINr`()
        }
    }
}
