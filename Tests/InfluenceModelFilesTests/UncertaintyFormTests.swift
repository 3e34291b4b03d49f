import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

@Suite struct UncertaintyFormTests {
    private func model(_ lines: String) throws -> Model {
        try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + lines + "\n")]).model
    }

    @Test func `Every key reads as what it means, and has a default`() throws {
        #expect(try model("").uncertainty == nil)
        #expect(try model("uncertainty: {}").uncertainty == UncertaintyPlan())
        let written = try model(
            "uncertainty: {replications: 200, weights: 0.1, goalposts_high: [1, 0.8, 1.25], "
                + "normalisations: [{minmax: [0, 100]}, {zscore: [50, 10]}], "
                + "aggregations: [geometric, {power: 0.5}, {power: {exponent: 0.25, floor: 0}}], "
                + "treatments: [{steps: [{winsorise: 3}]}], leave_one_out: false, sensitivity: 0, seed: 7}"
        )
        #expect(
            written.uncertainty
                == UncertaintyPlan(
                    replications: 200,
                    weights: 0.1,
                    goalpostsHigh: [0.8, 1.25],
                    normalisations: [
                        Normalisation(.minmax(target: Scale())), Normalisation(.zscore(mean: 50, sd: 10)),
                    ],
                    aggregations: [
                        AlternativeAggregation(.geometric), AlternativeAggregation(.power(exponent: 0.5)),
                        AlternativeAggregation(.power(exponent: 0.25), floor: 0),
                    ],
                    treatments: [Treatment(steps: [.winsorise(3)])],
                    leaveOneOut: false,
                    sensitivity: 0,
                    seed: 7
                )
        )
    }

    @Test func `Nodes may have alternatives of their own, among which their own method may stand`() throws {
        let written = try model(
            """
            uncertainty:
              aggregations:
                index: [arithmetic, {geometric: {floor: 1}}, harmonic]
                economic: [arithmetic]
            """
        )
        #expect(written.uncertainty?.aggregations == [])
        #expect(
            written.uncertainty?.nodeAggregations == [
                "index": [AlternativeAggregation(.geometric, floor: 1), AlternativeAggregation(.harmonic)],
                "economic": [AlternativeAggregation(.arithmetic)],
            ]
        )
    }

    @Test(arguments: [
        ("{replications: 100001}", "100001 is outside 0...100000"),
        ("{weights: 1}", "1 is not a relative half-width"), ("{seed: -1}", "-1 is outside 0..."),
        ("{aggregations: [arithmetic]}", "stand in for this aggregation; name others"),
        ("{normalisations: [minmax, minmax]}", "this normalisation is listed twice"),
        ("{treatments: [none, none]}", "this treatment is listed twice"),
        ("{treatments: [winsorise]}", "'treat' must be none, "),
        ("{replicas: 5}", "unknown key 'replicas'"), ("5", "must be a mapping"),
        ("{goalposts_high: [0]}", "0 is outside 0.01...100"), ("{goalposts_high: 0.8}", "must be a list"),
        ("{goalposts_high: [0.8, 0.8]}", "this factor is listed twice"),
        ("{goalposts_high: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]}", "at most 15 are drawn from"),
        ("{aggregations: {indexx: [geometric]}}", "unknown node 'indexx'; did you mean 'index'?"),
        ("{aggregations: {trade_share: [geometric]}}", "'trade_share' is an indicator"),
        ("{aggregations: {index: geometric}}", "must be a list"),
        ("{aggregations: {index: [geometric, geometric]}}", "this aggregation is listed twice"),
        ("{aggregations: {index: [{geometric: {floor: 0}}]}}", "its floor must be above 0"),
        (
            "{aggregations: {index: [{geometrical: {floor: 1}}]}}",
            "unknown aggregation 'geometrical'; did you mean 'geometric'?"
        ),
        ("{aggregations: {index: [{geometric: {flor: 1}}]}}", "unknown key 'flor'; did you mean 'floor'?"),
        ("{aggregations: {index: [{power: {floor: 1}}]}}", "has no 'exponent'"),
    ])
    func `What is wrong with it is said`(text: String, message: String) {
        let found = diagnostics(sampleModel + "uncertainty: \(text)\n")
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.contains(message) == true, "\(found)")
    }

    /// Before: in order, and refused at the first question.
    @Test(arguments: [
        "rank", "{method: borda, scope: period}", "percentile_rank", "{percentiles: 10}",
        "{distance_to_reference: RUS}",
    ])
    func `A node whose scores are compared with each other has no uncertainty`(method: String) throws {
        let own = "normalise: {minmax: [1, 100], scope: period}"
        for (old, new, node) in [
            (own, "normalise: \(method)", "'security'"),
            ("min_coverage: 0.65", "min_coverage: 0.65, normalise: \(method)", "'index'"),
        ] {
            let text = sampleModel.replacing(old, with: new)
            let found = diagnostics(text + "uncertainty: {replications: 10}\n")
            #expect(found.count == 1, "\(found)")
            #expect(found.first?.hasPrefix("m:\(node == "'index'" ? 14 : 16):10: \(node) is normalised by '") == true)
            #expect(
                found.first?.hasSuffix(
                    "normalise it by goalposts, minmax, zscore, distance_to_max, distance_to_target, fraction_of_max, or "
                        + "write uncertainty: none"
                ) == true,
                "\(found)"
            )
            #expect(diagnostics(text).isEmpty && diagnostics(text + "uncertainty: none\n").isEmpty)
        }
        // Of an indicator they are found once.
        let leaf = sampleModel.replacing("normalise: {goalposts: [0, 50]}", with: "normalise: \(method)")
        #expect(diagnostics(leaf + "uncertainty: {}\n").isEmpty)
    }

    @Test func `A file takes the uncertainty of the one that it extends away`() throws {
        let base = ModelSource(name: "base.yaml", text: sampleModel + "uncertainty: {}\n")
        let child = ModelSource(
            name: "child.yaml",
            text: "extends: base.yaml\nmodel: c\nuncertainty: none\nnodes: [{id: index, normalise: rank}]\n"
        )
        #expect(try ModelFiles.load(sources: [base, child]).model.uncertainty == nil)
    }

    /// Each would not vary the score, but replace it by something else.
    @Test(arguments: [
        ("normalisations: [zscore]", "about 0 with a deviation of 1", "write {zscore: [50, 20]}"),
        ("normalisations: [{zscore: [10, 2]}]", "about 10 with a deviation of 2", "'trade_share'"),
        ("normalisations: [{minmax: [0, 1]}]", "on 0..1", "write {minmax: [0, 100]}"),
        ("normalisations: [percentile_rank]", "on 0..1", "on 0..100"),
        ("normalisations: [rank]", "ranks from 1", "on 0..100"),
        ("normalisations: [borda]", "ranks from 0", "on 0..100"),
        ("normalisations: [fraction_of_max]", "on 0..1", "on 0..100"),
        ("normalisations: [none]", "in the unit of the indicator", "on 0..100"),
        ("aggregations: [copeland]", "'copeland' cannot stand in for 'arithmetic'", "on one scale"),
        ("aggregations: [product]", "'product' cannot stand in for 'arithmetic'", "on one scale"),
        ("aggregations: {economic: [copeland]}", "'copeland' cannot stand in for 'geometric'", "on one scale"),
        ("treatments: [{steps: [log]}]", "change the unit of 'trade_share'", "winsorise"),
        ("treatments: [{steps: [{winsorise: 1}, {box_cox: 0}]}]", "change the unit of 'trade_share'", "winsorise"),
    ])
    func `An alternative on another scale is refused with its place`(key: String, what: String, hint: String) {
        let found = diagnostics(sampleModel + "uncertainty:\n  \(key)\n")
        #expect(found.count == 1, "\(found)")
        let line = sampleModel.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        let column = key.utf8.count - (key.split(separator: "[", maxSplits: 1).last?.utf8.count ?? 0) + 3
        #expect(found.first?.hasPrefix("m:\(line):\(column): ") == true, "\(found)")
        #expect(found.first?.contains(what) == true && found.first?.contains(hint) == true, "\(found)")
    }

    @Test func `On the scale of what they stand in for they are taken, whatever that scale is`() {
        func isTaken(_ own: String, _ alternative: String) -> Bool {
            let text = sampleModel.replacing("normalise: {goalposts: [0, 50]}", with: "normalise: \(own)")
            return diagnostics(text + "uncertainty: {normalisations: [\(alternative)]}\n").isEmpty
        }
        #expect(isTaken("{minmax: [1, 10]}", "{minmax: [1, 10], scope: period}"))
        #expect(isTaken("zscore", "{method: zscore, scope: period}"))
        #expect(isTaken("{zscore: [50, 20]}", "minmax"))
        #expect(isTaken("rank", "{method: rank, ties: average}"))
        #expect(isTaken("percentile_rank", "distance_to_max"))
        #expect(!isTaken("rank", "borda"))
        #expect(!isTaken("zscore", "minmax"))
    }

    private func mirrored(_ mirror: String) -> String {
        sampleModel.replacing(
            "{id: exports, title: Exports, unit: USD, flow: true}",
            with: "{id: exports, title: Exports, unit: USD, flow: true, mirror: \(mirror)}"
        )
    }

    @Test func `A mirror is a list of alternatives, each an indicator or a sum`() throws {
        let text = mirrored("[imports, [imports]]")
        let model = try ModelFiles.load(sources: [ModelSource(name: "m", text: text)]).model
        #expect(model.indicator("exports")?.mirror == [["imports"], ["imports"]])
        #expect(model.indicator("imports")?.mirror == [])
    }

    @Test(arguments: [
        ("[]", "the list is empty"), ("[import]", "unknown mirror 'import'"),
        ("[exports]", "'exports' cannot be its own mirror"), ("[[imports, imports]]", "'imports' is added to itself"),
        ("[gdp]", "mirror 'gdp' is about a country"), ("[visits]", "the units must be equal"),
    ])
    func `A mirror that cannot take the indicator's place is refused`(mirror: String, message: String) {
        let found = diagnostics(mirrored(mirror))
        #expect(found.contains { $0.contains(message) }, "\(found)")
    }
}
