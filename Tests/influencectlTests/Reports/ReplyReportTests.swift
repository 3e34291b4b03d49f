import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

/// A report that no command has: nothing else knows which reports there are.
private struct FileReport: ReplyReport {
    let answer: Answer<IndexInterface.File>

    func table(_ page: Page) -> String { "\(reply.name.shown): \(reply.text.shown)\n" }
    func csv() -> CSV { CSV([reply], fields: [.name, .text]) }
}

@Suite struct ReplyReportTests {
    @Test func `A report is a type over a reply, and is printed in every form`() throws {
        let report = FileReport(answer: try Answer(["name": "a", "text": "b,c", "more": 1]))
        #expect(Format.table.text(report, .plain) == "a: b,c\n")
        #expect(Format.json.text(report, .plain) == #"{"name":"a","text":"b,c","more":1}"# + "\n")
        #expect(Format.csv.text(report, .plain) == "name,text\na,\"b,c\"\n")
    }

    @Test func `A member is replaced in the document, and what a newer daemon says stays`() throws {
        let answer = try Answer<IndexInterface.File>(["name": "a", "text": "b", "more": 1])
        #expect(answer.replacing(.text, by: "c") == ["name": "a", "text": "c", "more": 1])
        #expect(answer[.text] == "b")
    }

    private let session = Session(socket: "s", timeout: nil)

    @Test func `What an older daemon leaves out is blank, and the document as it came`() throws {
        let older: JSONObject = ["country": "KAZ", "ranking": [["power": "CHN", "value": 7.5]]]
        let answer = try session.answer(to: IndexInterface.GetRanking.self, older)
        #expect(answer.document == .object(older))
        #expect(answer.reply.period == "" && answer.reply.among == [] && answer.reply.noShares == nil)
        let score = try #require(answer.reply.ranking.first)
        #expect(score.power == "CHN" && score.value == 7.5 && score.run == 0 && score.rank == nil)
    }

    @Test func `What is of another type is refused with its place`() {
        let error = #expect(throws: Failure.self) {
            try session.answer(to: IndexInterface.GetRanking.self, ["ranking": [["power": "CHN"], ["power": 7]]])
        }
        let reason = "org.influenced.Index.GetRanking: ranking[1].power: expected string"
        #expect(error == .notUnderstood(socket: "s", reason: reason))
    }
}
