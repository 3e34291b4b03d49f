import InfluenceModel
import Testing

@testable import InfluenceStore

@Suite struct SilenceTests {
    let directory: TemporaryDirectory
    let store: Store
    private let author = Author(user: .max, name: "aigerim")

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    @Test func `Silences come back as they were made, and end by time or by hand`() throws {
        let full = AlertMatcher(
            rule: "r*",
            country: "KAZ",
            power: "C?N",
            node: "",
            severity: .critical,
            labels: [AlertLabel("b", "2"), AlertLabel("a", "1")]
        )
        let first = try store.addSilence(full, until: .at(100), author: author, comment: "visit", at: .at(10))
        let root = Author(user: 0, name: "root")
        let second = try store.addSilence(AlertMatcher(), until: .at(50), author: root, comment: "", at: .at(20))
        #expect(first.id != second.id)
        #expect(try store.silences() == [first, second])
        #expect(try store.silences(activeAt: .at(9)) == [])
        #expect(try store.silences(activeAt: .at(10)) == [first])
        #expect(try store.silences(activeAt: .at(49)) == [first, second])
        #expect(try store.silences(activeAt: .at(50)) == [first])
        let ended = try #require(try store.endSilences([first.id], at: .at(60)).first)
        #expect(ended.endedAt == .at(60))
        #expect(try store.endSilences([first.id, second.id], at: .at(70)) == [ended, second])
        #expect(try store.endSilences([99], at: .at(70)).isEmpty)
        #expect(try store.silences(activeAt: .at(60)) == [])
        store.close()
        let reopened = try Store(opening: directory.database)
        #expect(try reopened.silences() == [ended, second])
        #expect(try reopened.violations == [])
    }

    @Test func `An acknowledgement belongs to an incident, and a later one takes its place`() throws {
        func acknowledgement(_ incident: String, _ seconds: Int, until: Instant? = nil) -> Acknowledgement {
            Acknowledgement(
                incident: incident,
                key: .of("high"),
                createdAt: .at(seconds),
                until: until,
                author: author,
                comment: "seen"
            )
        }
        try store.acknowledge(acknowledgement("a", 1))
        try store.acknowledge(acknowledgement("b", 2, until: .at(9)))
        try store.acknowledge(acknowledgement("a", 3, until: .at(30)))
        #expect(
            try store.acknowledgements(of: ["b", "none", "a"])
                == [acknowledgement("b", 2, until: .at(9)), acknowledgement("a", 3, until: .at(30))]
        )
        #expect(try store.violations == [])
    }

    @Test(arguments: ["severity = 'x'", "user = -1"])
    func `A silence that is not readable is reported as damage`(change: String) throws {
        _ = try store.addSilence(AlertMatcher(), until: .at(100), author: author, comment: "", at: .at(10))
        try store.writer.use { try $0.execute(sql: "UPDATE silence SET \(change)") }
        let error = #expect(throws: StoreError.self) { try store.silences() }
        guard case .corrupt = error else { throw try #require(error) }
    }
}
