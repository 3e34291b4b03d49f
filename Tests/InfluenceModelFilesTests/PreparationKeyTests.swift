import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

@Suite struct PreparationKeyTests {
    private func base(_ keys: String = "", node: String = "", defaults: String = "") -> String {
        """
        model: m
        title: M
        definition: D
        grid: {periods: [2020]}
        powers:
          - {id: RUS, name: Russia, groups: {region: Europe}}
          - {id: CHN, name: China, groups: {region: Asia}}
        countries:
          - {id: KAZ, name: Kazakhstan, groups: {basin: Caspian}}
        nodes:
          - {id: index, title: Index\(node)}
        indicators:
          - {id: trade, title: Trade, parent: index, weight: 1\(keys)}
          - {id: aid, title: Aid, parent: index, weight: 1}
          - {id: gdp, title: GDP}
        \(defaults)
        """
    }

    private func load(_ texts: String...) throws(DiagnosticList) -> Model {
        try ModelFiles.load(
            sources: texts.enumerated().map { ModelSource(name: "\($0.offset).yaml", text: $0.element + "\n") }
        ).model
    }

    private func problems(_ texts: String...) -> [String] {
        do throws(DiagnosticList) {
            let sources = texts.enumerated().map { ModelSource(name: "\($0.offset).yaml", text: $0.element + "\n") }
            _ = try ModelFiles.load(sources: sources)
            return []
        } catch {
            return error.lines
        }
    }

    @Test(arguments: [
        ("mean", Imputation.mean), ("median", .median), ("linear", .linear), ("last", .last), ("none", nil),
        ("{group_mean: region}", .groupMean("region")), ("{group_median: basin}", .groupMedian("basin")),
    ])
    func `Imputations read as what they mean`(text: String, imputation: Imputation?) throws {
        #expect(try load(base(", impute: \(text)")).indicator("trade")?.imputation == imputation)
    }

    @Test func `Treatments read as what they mean`() throws {
        let full = "{steps: [{winsorise: 5}, log, {box_cox: 0.5}], skewness: 1.5, kurtosis: 3, scope: period}"
        #expect(
            try load(base(", treat: \(full)")).indicator("trade")?.treatment
                == Treatment(
                    steps: [.winsorise(5), .log, .boxCox(lambda: 0.5)],
                    skewness: 1.5,
                    kurtosis: 3,
                    scope: .period
                )
        )
        #expect(try load(base(", treat: {steps: [log]}")).indicator("trade")?.treatment == Treatment(steps: [.log]))
        #expect(
            try load(base(", treat: {clip: [2.5, 100]}")).indicator("trade")?.treatment
                == Treatment(clip: .init(low: 2.5, high: 100), steps: [])
        )
        #expect(
            try load(base(", treat: {clip: [5, 95], steps: [log]}")).indicator("trade")?.treatment
                == Treatment(clip: .init(low: 5, high: 95), steps: [.log])
        )
        #expect(try load(base(", treat: none")).indicator("trade")?.treatment == nil)
    }

    @Test func `Weightings read as what they mean, and groups stand at powers and countries`() throws {
        for weighting in [Weighting.given, .equal, .pca(), .balanced()] {
            let model = try load(base(node: ", weights: \(weighting.name)"))
            #expect(model.nodes[0].aggregate?.weighting == weighting)
        }
        let model = try load(base())
        #expect(model.powers.map(\.groups) == [["region": "Europe"], ["region": "Asia"]])
        #expect(model.countries[0].groups == ["basin": "Caspian"])
        #expect(model.nodes[0].aggregate?.weighting == .given)
    }

    @Test func `Wrong ones are reported where they stand`() {
        let start = "0.yaml:13:"
        let cases = [
            (", impute: mode", "65: 'impute': unknown imputation 'mode'"),
            (", impute: group_mean", "65: 'group_mean' needs a grouping; write {group_mean: region}"),
            (", impute: {group_mean: regoin}", "78: 'group_mean': no power or country has a group under 'regoin'"),
            (", treat: log", "64: 'treat' must be none, {steps: [{winsorise: 5}, log]} or {clip: [2.5, 97.5]}"),
            (", treat: {clip: [97.5, 2.5]}", "78: 'clip': the upper bound, 2.5, must be above the lower one, 97.5"),
            (", treat: {clip: 5}", "71: 'clip' must be a list"),
            (", treat: {clip: [0, 101]}", "75: an element of 'clip': 101 is outside 0...100"),
            (", treat: {clip: [0, 90], steps: []}", "87: 'steps' is empty"),
            (", treat: {steps: []}", "72: 'steps' is empty"),
            (", treat: {steps: [winsorise]}", "73: 'winsorise' needs its number; write {winsorise: 5}"),
            (", treat: {steps: [{winsorise: 0}]}", "85: 'winsorise': 0 is outside"),
            (", treat: {steps: [{log: 2}]}", "73: 'log' takes no number; write log"),
            (", treat: {steps: [log], skewness: 0}", "89: 'skewness': 0 is not above 0"),
        ]
        for (keys, message) in cases {
            let lines = problems(base(keys))
            #expect(lines.count == 1 && lines[0].hasPrefix(start + message), "\(keys): \(lines)")
        }
        let balanced = problems(base(node: ", aggregate: geometric, weights: balanced"))
        #expect(balanced.count == 1 && balanced[0].contains("write aggregate: arithmetic"))
    }

    @Test func `Defaults stand for the keys that an indicator of the tree does not give`() throws {
        let model = try load(
            base(", treat: none", defaults: "defaults: {impute: mean, treat: {steps: [log]}, unit: t}")
        )
        #expect(model.indicator("trade")?.imputation == .mean && model.indicator("trade")?.treatment == nil)
        #expect(model.indicator("aid")?.treatment == Treatment(steps: [.log]))
        #expect(model.indicator("aid")?.unit == "t" && model.indicator("gdp")?.unit == "")
        #expect(model.indicator("gdp")?.imputation == nil)
    }

    @Test func `Defaults of a file that extends another are merged key by key`() throws {
        let model = try load(
            base(defaults: "defaults: {impute: mean, cadence: P1Y}"),
            "extends: 0.yaml\ndefaults: {impute: last, normalise: {minmax: [0, 1]}}"
        )
        let indicator = try #require(model.indicator("aid"))
        #expect(indicator.imputation == .last && indicator.cadence == .months(12))
        #expect(indicator.normalisation == Normalisation(.minmax(target: Scale(low: 0, high: 1))))
    }

    @Test func `A wrong default is reported once, where it stands, in its own file`() {
        #expect(
            problems(base(), "extends: 0.yaml\ndefaults: {impute: mode, title: T}").map { $0.prefix(46) } == [
                "1.yaml:2:20: 'impute': unknown imputation 'mod", "1.yaml:2:26: 'title' cannot be a default; know",
            ]
        )
        #expect(
            problems(base(defaults: "defaults: [1]")).map { $0.prefix(41) } == [
                "0.yaml:16:1: 'defaults' must be a mapping"
            ]
        )
    }
}
