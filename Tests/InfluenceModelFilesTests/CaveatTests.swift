import InfluenceModel
import InfluenceModelFiles
import Testing

/// What has to be said beside figures.
@Suite struct CaveatTests {
    private func text(root: String = "", node: String = "", leaf: String = "", tracked: String = "") -> String {
        """
        model: m
        title: M
        definition: D
        grid: {frequency: year, from: 2000}
        powers: [{id: RUS, name: Russia}, {id: CHN, name: China}]
        countries: [{id: KAZ, name: Kazakhstan}, {id: UZB, name: Uzbekistan}]
        nodes:
          - {id: index, title: Index\(root)}
          - {id: economic, title: Economic, parent: index, weight: 1\(node)}
          - {id: other, title: Other, parent: index, weight: 1}
        indicators:
          - {id: x, title: X, parent: [economic, other], weight: 1\(leaf)}
          - {id: y, title: Y\(tracked)}
        """
    }

    private func model(_ text: String) throws -> Model {
        try ModelFiles.load(sources: [ModelSource(name: "m", text: text)]).model
    }

    @Test func `It is a text, one with whom it is about, or a list of these`() throws {
        let model = try model(
            text(
                root: ", caveat: Not intent.",
                node: ", caveat: [{text: no investment, powers: [CHN], countries: [KAZ, UZB]}, No services.]",
                leaf: ", caveat: {text: mirror data, countries: [UZB]}",
                tracked: ", caveat: []"
            )
        )
        #expect(
            model.caveats == [
                Caveat(node: "index", text: "Not intent."),
                Caveat(node: "economic", text: "no investment", powers: ["CHN"], countries: ["KAZ", "UZB"]),
                Caveat(node: "economic", text: "No services."),
                Caveat(node: "x", text: "mirror data", countries: ["UZB"]),
            ]
        )
    }

    @Test func `It is told of a node and of all above it, for those whom it is about`() throws {
        let model = try model(
            text(
                root: ", caveat: r",
                node: ", caveat: {text: n, powers: [CHN]}",
                leaf: ", caveat: {text: l, countries: [UZB]}",
                tracked: ", caveat: t"
            )
        )
        func texts(_ ids: [NodeID], _ powers: [PowerID]? = nil, _ countries: [CountryID]? = nil) -> String {
            model.caveats(of: ids, powers, in: countries).map(\.text).joined(separator: " ")
        }
        #expect(texts(["index"]) == "r n l")
        #expect(texts(["index"], ["RUS"], ["KAZ"]) == "r")
        #expect(texts(["index"], ["RUS", "CHN"], ["UZB"]) == "r n l")
        #expect(texts(["economic"], ["CHN"]) == "n l")
        #expect(texts(["x"], nil, ["KAZ"]) == "")
        // In its second place it is the same.
        #expect(texts(["other"]) == "l" && texts(["x@other"]) == "l")
        #expect(texts(["y", "economic"]) == "n l t")
        #expect(texts([]) == "")
    }

    @Test func `Another text is no other definition`() throws {
        let (one, other) = (try model(text()), try model(text(root: ", caveat: Not intent.")))
        #expect(one.nodes == other.nodes && one.tracked == other.tracked && one.measures == other.measures)
    }

    @Test func `A file that extends another replaces it, or takes it away`() throws {
        let base = ModelSource(name: "base.yaml", text: text(root: ", caveat: a", node: ", caveat: b"))
        let child = ModelSource(
            name: "child.yaml",
            text: "extends: base.yaml\nnodes: [{id: index, caveat: []}, {id: economic, caveat: c}]\n"
        )
        #expect(
            try ModelFiles.load(sources: [base, child]).model.caveats == [Caveat(node: "economic", text: "c")]
        )
    }

    @Test(arguments: [
        (", caveat: ''", ["m:8:39: 'caveat': the text is empty"]),
        (", caveat: , round: 1", ["m:8:31: 'caveat' has no value"]),
        (", caveat: {powers: [CHN]}", ["m:8:39: 'caveat' has no 'text', which is required"]),
        (
            ", caveat: {text: t, power: [CHN]}",
            ["m:8:49: unknown key 'power'; did you mean 'powers'? known: text, powers, countries"]
        ),
        (", caveat: {text: t, powers: [CNH]}", ["m:8:58: unknown power 'CNH'; did you mean 'CHN'? known: RUS, CHN"]),
        (", caveat: {text: t, countries: [KAZ, KAZ]}", ["m:8:66: country 'KAZ' is listed twice"]),
        (
            ", caveat: {text: t, powers: []}",
            ["m:8:57: the list is empty; leave the key out where it is about every power"]
        ),
        (", caveat: {text: t, powers: CHN}", ["m:8:57: 'powers' must be a list, not a single value; write [CHN]"]),
        (", caveat: [[a]]", ["m:8:40: 'caveat' must be a single value, not a list; write a"]),
    ])
    func `What is wrong is reported where it stands`(keys: String, expected: [String]) {
        #expect(diagnostics(text(root: keys)) == expected)
    }

    @Test func `Length and number have limits`() throws {
        let long = String(repeating: "a", count: 500)
        #expect(try model(text(root: ", caveat: \(long)")).caveats.count == 1)
        #expect(
            diagnostics(text(root: ", caveat: b\(long)")) == [
                "m:8:39: 'caveat': a caveat of 501 characters; at most 500 are possible"
            ]
        )
        let many = (1...17).map { "c\($0)" }.joined(separator: ", ")
        #expect(
            diagnostics(text(root: ", caveat: [\(many)]")) == [
                "m:8:39: 17 caveats; at most 16 are possible of one node"
            ]
        )
        let leaves = (1...63).map { number in
            "  - {id: z\(number), title: Z, caveat: [\((1...16).map { "c\($0)" }.joined(separator: ", "))]}\n"
        }
        #expect(
            diagnostics(text() + "\n" + leaves.joined()) == [
                "m:76:66: 1008 caveats; at most 1000 are possible in a model"
            ]
        )
        #expect(
            diagnostics("defaults: {caveat: c}\n" + text()).first?.hasPrefix("m:1:12: 'caveat' cannot be a default")
                == true
        )
    }
}
