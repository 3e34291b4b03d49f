import InfluenceModel
import InfluenceModelFiles
import Testing

@Suite struct UncertaintyFormTests {
    private func model(_ lines: String) throws -> Model {
        try ModelFiles.load(sources: [ModelSource(name: "m", text: sampleModel + lines + "\n")]).model
    }

    @Test func `Every key reads as what it means, and has a default`() throws {
        #expect(try model("").uncertainty == nil)
        #expect(try model("uncertainty: {}").uncertainty == UncertaintyPlan())
        let written = try model(
            "uncertainty: {replications: 200, weights: 0.1, normalisations: [{minmax: [0, 100]}, {zscore: [50, 10]}], "
                + "aggregations: [geometric, {power: 0.5}], treatments: [none, {steps: [log]}], leave_one_out: false, sensitivity: 0}"
        )
        #expect(
            written.uncertainty
                == UncertaintyPlan(
                    replications: 200,
                    weights: 0.1,
                    normalisations: [
                        Normalisation(.minmax(target: Scale())), Normalisation(.zscore(mean: 50, sd: 10)),
                    ],
                    aggregations: [.geometric, .power(exponent: 0.5)],
                    treatments: [nil, Treatment(steps: [.log])],
                    leaveOneOut: false,
                    sensitivity: 0
                )
        )
    }

    @Test(arguments: [
        ("{replications: 100001}", "100001 is outside 0...100000"),
        ("{weights: 1}", "1 is not a relative half-width"),
        ("{aggregations: [arithmetic]}", "stand in for this aggregation; name others"),
        ("{normalisations: [minmax, minmax]}", "this normalisation is listed twice"),
        ("{treatments: [none, none]}", "this treatment is listed twice"),
        ("{treatments: [winsorise]}", "'treat' must be none, "),
        ("{replicas: 5}", "unknown key 'replicas'"), ("5", "must be a mapping"),
    ])
    func `What is wrong with it is said`(text: String, message: String) {
        let found = diagnostics(sampleModel + "uncertainty: \(text)\n")
        #expect(found.count == 1)
        #expect(found.first?.contains(message) == true)
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
