import InfluenceText
import Testing

@Suite struct `A hint about a command line` {
    private static let country = CommandShape.Option(["--country"], "country")
    private static let power = CommandShape.Option(["--power"], "power")
    private static let node = CommandShape.Option(["--node"], "node")
    private static let period = CommandShape.Option(["--period"], "period")
    private static let asOf = CommandShape.Option(["--as-of"], "time")
    private static let socket = CommandShape.Option(["--socket"], "path")
    private static let format = CommandShape.Option(["--format"], "format", words: ["table", "json"])

    private let root = CommandShape(
        "p",
        options: [Self.socket, Self.format],
        [
            CommandShape(
                "scores",
                options: [Self.socket, Self.format, Self.country, Self.power, Self.node, Self.period, Self.asOf]
            ),
            CommandShape("history", options: [Self.node], operands: [.init("country"), .init("power")]),
            CommandShape(
                "series",
                options: [.init(["--indicator"], "indicator"), .init(["--country"], "country")]
            ),
            CommandShape(
                "alerts",
                [
                    CommandShape("list", options: [Self.country, .init(["--rule"], "rule"), .init(["--all"], nil)]),
                    CommandShape("events", options: [.init(["--limit"], "count")]),
                ],
                usual: "list"
            ),
            CommandShape("runs", [CommandShape("verify", operands: [.init("run")])], usual: nil),
            CommandShape("import", operands: [.init("file", isRepeating: true)]),
        ]
    )

    private func hint(_ line: String) -> UsageHint { UsageHint(line.split(separator: " ").map(String.init), root) }

    @Test(arguments: [
        ("scores KAZ", "; did you mean '--country KAZ' or '--power KAZ'?"),
        ("scores kaz", "; did you mean '--country kaz', '--power kaz' or '--node kaz'?"),
        ("--socket /s scores --format json KAZ", "; did you mean '--country KAZ' or '--power KAZ'?"),
        ("scores KAZ CHN", "; did you mean '--country KAZ --power CHN'?"),
        ("scores KAZ trade_share 2023", "; did you mean '--country KAZ --node trade_share --period 2023'?"),
        ("scores RUS+CHN", "; did you mean '--power RUS+CHN'?"),
        ("scores trade_share", "; did you mean '--node trade_share'?"),
        ("scores measure.tilt", "; did you mean '--node measure.tilt'?"),
        ("scores 2023-Q3", "; did you mean '--period 2023-Q3'?"),
        ("scores 2026-01-31", "; did you mean '--period 2026-01-31' or '--as-of 2026-01-31'?"),
        ("scores json", "; did you mean '--format json'?"),
        ("scores -- KAZ", "; did you mean '--country KAZ' or '--power KAZ'?"),
        ("series trade_turnover", "; did you mean '--indicator trade_turnover'?"),
        ("history KAZ CHN economic", "; did you mean '--node economic'?"),
        ("alerts KAZ", "; did you mean '--country KAZ'?"), ("alerts --all KAZ", "; did you mean '--country KAZ'?"),
        ("alerts evnts", "; did you mean 'alerts events'?"), ("alerts events 7", "; did you mean '--limit 7'?"),
        ("alerts list overtaken", "; did you mean '--rule overtaken'?"),
    ])
    func `says by which option a word is meant`(line: String, suggestion: String) {
        #expect(hint(line).suggestion == suggestion, "\(line)")
        #expect(hint(line).problem == nil)
    }

    @Test(arguments: [
        ("scroes", "there is no command 'scroes'; did you mean 'scores'?", ""),
        ("--format json scroes", "there is no command 'scroes'; did you mean 'scores'?", ""),
        ("runs vrify 3", "there is no command 'vrify'; did you mean 'verify'?", ""),
        ("verify 3", "there is no command 'verify'", "; did you mean 'runs verify'?"),
        ("KAZ", "there is no command 'KAZ'; known: scores", ""),
    ])
    func `names the command that is meant, wherever it is`(line: String, problem: String, suggestion: String) {
        #expect(hint(line).problem?.hasPrefix(problem) == true, "\(hint(line))")
        #expect(hint(line).suggestion == suggestion, "\(hint(line))")
    }

    @Test func `says that what was given by an option stands without one`() {
        let wanted = "; the country stands without an option: p history <country> <power>"
        #expect(hint("history --country KAZ").suggestion == wanted)
        #expect(hint("history --country KAZ").problem == "Unknown option '--country'")
        #expect(hint("series --node trade_turnover").suggestion == "; did you mean '--indicator'?")
        #expect(hint("history --country=KAZ CHN").suggestion == wanted)
        #expect(
            hint("history --power CHN KAZ").suggestion
                == "; the power stands without an option: p history <country> <power>"
        )
    }

    @Test(arguments: [
        "", "scores", "scores --country KAZ", "scores --country", "scores --nothing", "history KAZ CHN", "history KAZ",
        "import a b c d", "import -", "alerts --rule a", "alerts list --all", "scores +++", "scores \u{1B}[2J",
        "history KAZ CHN KAZAKHSTAN", "alerts",
    ])
    func `is silent where there is nothing to say`(line: String) {
        #expect(hint(line).suggestion.isEmpty && hint(line).problem == nil, "\(hint(line))")
    }

    @Test func `stays on its line, whatever was typed`() {
        let hint = UsageHint(["a\n\u{1B}[2Jb"], root)
        #expect(hint.problem?.unicodeScalars.contains { $0.value < 0x20 } == false)
        #expect(UsageHint([String(repeating: "x", count: 100_000)], root).problem != nil)
    }
}
