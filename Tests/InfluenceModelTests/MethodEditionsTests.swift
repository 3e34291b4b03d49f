import InfluenceModel
import Testing

@Suite struct MethodEditionsTests {
    @Test func `Editions are written in one order and read back`() {
        let editions = MethodEditions(["window.decay": 2, "aggregate.copeland": 12, "normalise.rank": 1])
        #expect(editions.text == "aggregate.copeland=12 normalise.rank=1 window.decay=2")
        #expect(MethodEditions(text: editions.text) == editions)
    }

    @Test(arguments: ["", " ", "rank", "rank=", "=1", "rank=x", "rank=1  sum=2", "rank=1 rank=1", "rank=1 "])
    func `A text of another form says nothing`(_ text: String) {
        #expect(MethodEditions(text: text) == nil)
    }

    @Test func `Differences name both editions, and methods that only one of the two used`() {
        let present = MethodEditions(["sum": 2, "rank": 1, "floor": 1])
        let past = MethodEditions(["sum": 1, "rank": 1, "log": 3])
        #expect(present.differences(from: past) == ["floor (none, here 1)", "log (3, here none)", "sum (1, here 2)"])
        #expect(present.differences(from: present) == [])
    }
}
