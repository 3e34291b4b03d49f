import Testing

@testable import InfluenceText

@Suite struct NameTests {
    @Test(arguments: [
        ("wieght", "weight"), ("Weight", "weight"), ("weigth", "weight"), ("parnet", "parent"), ("titel", "title"),
        ("min_coverag", "min_coverage"),
    ])
    func `A misspelt name finds the one that was meant`(name: String, meant: String) {
        let known = ["id", "title", "parent", "weight", "min_coverage", "min_children"]
        #expect(NearestName.find(name, among: known) == meant)
    }

    @Test func `The beginning of one name alone finds it`() {
        let known = ["info", "notice", "warning", "trade_share", "trade_turnover"]
        #expect(NearestName.find("warn", among: known) == "warning")
        #expect(NearestName.find("WAR", among: known) == "warning")
        #expect(NearestName.find("trade_s", among: known) == "trade_share")
        for name in ["trade", "wa", "w", ""] {
            #expect(NearestName.find(name, among: known) == nil, "\(name)")
        }
    }

    @Test(arguments: ["colour", "x", "", "zzzzzzzzzz", String(repeating: "w", count: 1000)])
    func `A name like none finds none`(name: String) {
        #expect(NearestName.find(name, among: ["id", "title", "parent", "weight"]) == nil)
    }

    @Test(arguments: [
        ("EEA", nil), ("A1", nil), ("KZ", "KAZ"), ("KAZA", "KAZ"), ("UBZ", "UZB"), ("UKZB", "UZB"), ("KUBZ", nil),
    ])
    func `Of a name of four letters at most one differs`(name: String, meant: String?) {
        #expect(NearestName.find(name, among: ["KAZ", "EUU", "UZB"]) == meant)
    }

    @Test func `Of equally near names the first is proposed, so messages never change`() {
        #expect(NearestName.find("KAX", among: ["UZB", "KAZ", "KAY"]) == "KAZ")
    }

    @Test func `A hint names what there is, and stops at the limit`() {
        #expect(NearestName.hint(for: "KAX", among: ["KAZ", "UZB"]) == "; did you mean 'KAZ'? known: KAZ, UZB")
        #expect(NearestName.hint(for: "QQQ", among: ["KAZ", "UZB"], limit: 1) == "; known: KAZ and 1 more")
        #expect(NearestName.hint(for: "a", among: []) == "")
    }

    @Test(arguments: [
        ("KAZ", "KAZ", 0), ("KAX", "KAZ", 1), ("kza", "kaz", 1), ("", "abc", 3), ("trade", "trade_share", 6),
    ])
    func `The edit distance counts changes, and a swap as one`(a: String, b: String, distance: Int) {
        #expect(NearestName.distance(Array(a.utf8), Array(b.utf8)) == distance)
        #expect(NearestName.distance(Array(b.utf8), Array(a.utf8)) == distance)
    }

    @Test func `Nothing is suggested for what resembles nothing`() {
        #expect(NearestName.find("XYZ", among: ["KAZ", "RUS"]) == nil)
        #expect(NearestName.find("", among: [String]()) == nil)
        #expect(NearestName.find("economy", among: ["economic", "security"]) == "economic")
    }
}
