import InfluenceModel
import Testing

@Suite struct IDSyntaxTests {
    @Test(arguments: ["KAZ", "A", "P_01", String(repeating: "A", count: 64)])
    func `Ids of powers and countries are capitals, digits and underscores`(text: String) {
        #expect(IDSyntax.isActor(text))
        #expect(IDSyntax.isNode(text.lowercased()))
    }

    @Test(arguments: ["", "1A", "_A", "K Z", "KÄZ", "K-Z", String(repeating: "A", count: 65), "K\0"])
    func `Nothing else is an id`(text: String) {
        #expect(!IDSyntax.isActor(text))
        #expect(!IDSyntax.isNode(text.lowercased()))
    }

    @Test func `A pair is two different powers in alphabetical order`() {
        #expect(IDSyntax.pair("CHN+RUS")?.0 == "CHN")
        for text in ["RUS+CHN", "RUS+RUS", "RUS", "CHN+", "+RUS", "A+B+C", "chn+rus", "CHN + RUS"] {
            #expect(IDSyntax.pair(text) == nil, "\(text)")
        }
    }
}
