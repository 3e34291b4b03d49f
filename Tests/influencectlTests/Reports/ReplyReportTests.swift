import InfluenceControl
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

    @Test func `A member that is replaced is replaced in both, and what does not fit is refused`() throws {
        let answer = try Answer<IndexInterface.File>(["name": "a", "text": "b", "more": 1])
        let other = try answer.with(.text, "c")
        #expect(other.reply.text == "c" && other[.text] == "c")
        #expect(other.document == ["name": "a", "text": "c", "more": 1])
        #expect(throws: TypeMismatch.self) { try answer.with(.text, 3) }
    }
}
