import InfluenceText
import Testing

@Suite struct `The apostrophe before a formula` {
    @Test func `is there for what a spreadsheet would compute, and only there`() {
        for text in ["=1+1", "+7", "-2", "@x", "\tx", "'=x", "''-", "\u{FF1D}x"] {
            #expect(SpreadsheetGuard.guarded(text) == "'" + text)
        }
        for text in ["", "a", "'", "''", "'a", " =1", "1=1", "é-"] { #expect(SpreadsheetGuard.guarded(text) == text) }
    }

    @Test func `goes as it came, from any text`() {
        let letters = ["'", "=", "+", "-", "@", "a", " ", "\t", "\u{301}", "\u{FF20}"]
        var texts = [""]
        for _ in 0..<4 { texts += texts.flatMap { text in letters.map { text + $0 } } }
        for text in Set(texts) { #expect(SpreadsheetGuard.bare(SpreadsheetGuard.guarded(text)) == text) }
    }
}

@Suite struct `Help with a command` {
    private let root = HelpTopic.Command("p", [.init("alerts", [.init("list"), .init("events")]), .init("status")])

    @Test func `is given for those that are there`() {
        for line in [
            [], ["help"], ["help", "alerts"], ["help", "alerts", "events"], ["alerts", "help", "list"], ["status"],
            ["help", "--help"], ["nothing"], ["help", "help"], ["alerts", "nothing"],
        ] { #expect(HelpTopic.problem(line, root) == nil, "\(line)") }
    }

    @Test func `is refused for those that are not, with what there is`() {
        #expect(HelpTopic.problem(["help", "nothing"], root) == "there is no command 'nothing'; known: alerts, status")
        #expect(HelpTopic.problem(["help", "statsu"], root)?.contains("did you mean 'status'") == true)
        #expect(HelpTopic.problem(["help", "alerts", "lst"], root)?.contains("did you mean 'list'") == true)
        #expect(HelpTopic.problem(["alerts", "help", "nothing"], root)?.contains("'nothing'") == true)
        #expect(HelpTopic.problem(["help", "status", "list"], root)?.contains("'list'") == true)
    }
}
