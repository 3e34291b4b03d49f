import InfluenceText
import Testing

@Suite struct `Help with a command` {
    private let root = CommandShape(
        "p",
        [CommandShape("alerts", [CommandShape("list"), CommandShape("events")]), CommandShape("status")]
    )

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

    @Test func `costs nothing where nobody asks for it`() {
        func shape() -> CommandShape? {
            Issue.record("the shape of the command was asked for")
            return nil
        }
        #expect(HelpTopic.problem(["status", "--check"], shape()) == nil)
    }
}
