import InfluenceFiles
import InfluenceModelFiles
import Testing

/// What is no error and yet hardly meant: a mean over values of different scales.
@Suite struct ScaleWarningTests {
    private func warnings(_ a: String, _ b: String, _ c: String = "none", node: String = "", more: String = "") throws
        -> [String]
    {
        let text = """
            model: m
            title: T
            definition: D
            grid: {frequency: year, from: 2000}
            powers: [{id: RUS, name: R}]
            countries: [{id: KAZ, name: K}]
            nodes:
              - {id: index, title: I\(node)}
              - {id: part, title: P, parent: index, weight: 1\(more)}
            indicators:
              - {id: a, title: A, parent: index, weight: 1, normalise: \(a)}
              - {id: b, title: B, parent: index, weight: 1, normalise: \(b)}
              - {id: c, title: C, parent: part, weight: 1, normalise: \(c)}
            """
        return try ModelFiles.load(sources: [ModelSource(name: "m", text: text)]).warnings.map(\.description)
    }

    @Test func `A method on 0..1 beside one on 0..100 is warned of, where it stands`() throws {
        #expect(
            try warnings("{goalposts: [0, 50]}", "percentile_rank") == [
                "m:12:10: the values of 'b' are on 0..1, those of 'a' beside it under 'index' on 0..100: a mean of the two is "
                    + "led by the wider one; give both the same scale, such as {minmax: [0, 100]}"
            ]
        )
        #expect(try warnings("rank", "minmax").count == 1)
        #expect(try warnings("zscore", "minmax").count == 1)
        // A z-score that is moved onto the scale is on it.
        #expect(try warnings("{zscore: [50, 20]}", "minmax").isEmpty)
    }

    @Test func `Of several the odd one is told of, and what lies beneath a node counts as that node's`() throws {
        func told(_ a: String, _ b: String, _ c: String) throws -> [String] {
            try warnings(a, b, c).map { String($0.prefix { $0 != "," }) }
        }
        #expect(
            try told("distance_to_max", "minmax", "minmax") == ["m:11:10: the values of 'a' are on 0..1"]
        )
        #expect(try told("minmax", "minmax", "rank") == ["m:9:10: the values of 'part' are ranks from 1"])
        // A node that is normalised itself is on its own scale.
        #expect(try warnings("minmax", "minmax", "rank", more: ", normalise: minmax").isEmpty)
        #expect(try warnings("minmax", "minmax", "minmax", more: ", normalise: {minmax: [0, 1]}").count == 1)
    }

    @Test func `What is taken as it is, nearly the same scale, and methods of ranks are not warned of`() throws {
        #expect(try warnings("minmax", "none").isEmpty)
        #expect(try warnings("percentiles", "minmax").isEmpty)
        #expect(try warnings("rank", "minmax", node: ", aggregate: copeland").isEmpty)
        #expect(try warnings("fraction_of_max", "percentile_rank", "distance_to_max").isEmpty)
    }
}
