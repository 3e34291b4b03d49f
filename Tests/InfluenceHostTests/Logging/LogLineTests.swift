import Glibc
import InfluenceModel
import Logging
import Testing

@testable import InfluenceHost

@Suite struct LogLineTests {
    private let noon = Instant(microseconds: 1_795_413_600_500_000)

    private func line(
        _ message: String,
        style: LogStyle = .readable(color: false),
        level: Logger.Level = .info,
        _ metadata: Logger.Metadata = [:]
    ) -> String {
        LogLine.format(style: style, time: noon, label: "run", level: level, message: message, metadata: metadata)
    }

    @Test func `A readable line has the time, the level, who speaks, and fields in the order of their keys`() {
        #expect(
            line("62 scores changed", ["took_ms": "41", "run": "12", "model": "central-asia"])
                == "2026-11-23T06:00:00Z info  run: 62 scores changed model=central-asia run=12 took_ms=41\n"
        )
    }

    @Test(arguments: [
        (Logger.Level.critical, "<2>run: x\n"), (.error, "<3>run: x\n"), (.warning, "<4>run: x\n"),
        (.notice, "<5>run: x\n"), (.info, "<6>run: x\n"), (.debug, "<7>run: x\n"), (.trace, "<7>run: x\n"),
    ])
    func `The journal gets the priority and no time`(level: Logger.Level, expected: String) {
        #expect(line("x", style: .journal, level: level) == expected)
    }

    @Test func `Colour marks the level and nothing else`() {
        #expect(
            line("x", style: .readable(color: true), level: .error)
                == "2026-11-23T06:00:00Z \u{1B}[31merror\u{1B}[0m run: x\n"
        )
        #expect(line("x", style: .readable(color: true)) == "2026-11-23T06:00:00Z info  run: x\n")
    }

    @Test func `Nothing from outside ends a line, forges one, or talks to the terminal`() {
        let evil = "a\n<3>run: forged\r\t\u{1B}[2J\u{9B}\u{7F}\u{0}\u{2028}\u{202E}"
        #expect(
            line(evil, style: .journal)
                == #"<6>run: a\n<3>run: forged\r\t\u{1B}[2J\u{9B}\u{7F}\u{0}\u{2028}\u{202E}"# + "\n"
        )
        #expect(line("x", style: .journal, ["a b=\n": "v\n\"w\\"]) == #"<6>run: x a_b__="v\n\"w\\""# + "\n")
    }

    /// Every scalar that could end a line or steer a terminal, in each place of a line.
    @Test func `A line is one line whatever it is made of`() {
        for value in [0...0xA0, 0x2020...0x2070].joined() {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let text = "a\(scalar)b"
            let line = LogLine.format(
                style: .journal,
                time: noon,
                label: text,
                level: .info,
                message: text,
                metadata: [text: .string(text), "list": [.string(text)], "map": [text: .string(text)]]
            )
            let controls = line.unicodeScalars.dropLast().filter { $0.properties.generalCategory == .control }
            #expect(controls.isEmpty, "U+\(String(value, radix: 16))")
            #expect(line.unicodeScalars.last == "\n")
        }
    }

    @Test func `Values with spaces are quoted, lists and maps stay one field`() {
        #expect(
            line(
                "x",
                style: .journal,
                ["why": "disk full", "none": "", "ids": ["KAZ", "UZB"], "at": ["b": "2", "a": "1 2"]]
            )
                == #"<6>run: x at={a="1 2",b=2} ids=[KAZ,UZB] none="" why="disk full""# + "\n"
        )
    }

    @Test func `What is called a secret is not printed`() {
        #expect(
            line(
                "x",
                style: .journal,
                ["webhook_token": "s3cret", "hook": ["Authorization": "Bearer s3cret", "url": "u"]]
            )
                == "<6>run: x hook={Authorization=***,url=u} webhook_token=***\n"
        )
    }

    @Test func `A long line is cut between characters`() {
        let long = line(String(repeating: "é", count: 20_000), style: .journal)
        #expect(long.utf8.count <= LogLine.limit + 1)
        #expect(long.hasSuffix("é…\n"))
    }
}

@Suite struct LogStyleTests {
    @Test func `The journal is recognised by its stream, not by the variable alone`() {
        let choose = { LogStyle.choose(environment: ["JOURNAL_STREAM": "8:1234"], isTerminal: false, file: $0) }
        #expect(choose((8, 1234)) == .journal)
        #expect(choose((8, 1235)) == .readable(color: false))
        #expect(choose(nil) == .readable(color: false))
    }

    @Test func `Colour only on a terminal that wants it`() {
        let choose = { LogStyle.choose(environment: $0, isTerminal: $1, file: nil) }
        #expect(choose(["TERM": "xterm"], true) == .readable(color: true))
        #expect(choose(["TERM": "xterm", "NO_COLOR": ""], true) == .readable(color: true))
        #expect(choose(["TERM": "xterm", "NO_COLOR": "1"], true) == .readable(color: false))
        #expect(choose(["TERM": "dumb"], true) == .readable(color: false))
        #expect(choose(["TERM": "xterm"], false) == .readable(color: false))
    }
}

@Suite struct LineLogHandlerTests {
    @Test func `Each message is one write, from the level on, with the fields of the logger, the call and the error`()
        async throws
    {
        struct Failure: Error, CustomStringConvertible {
            let description = "disk full"
        }
        let pipe = try LogPipe()
        var logger = Logger(label: "store") {
            LineLogHandler(label: $0, stream: pipe.stream(.journal), threshold: LogThreshold(.info))
        }
        logger[metadataKey: "run"] = "12"
        logger.debug("not printed")
        logger.info("first", metadata: ["run": "13", "size": "5"])
        logger.error("second", error: Failure())
        #expect(await pipe.nextLine() == "<6>store: first run=13 size=5")
        #expect(await pipe.nextLine() == #"<3>store: second error="disk full" run=12"#)
    }

    @Test func `Lines of many tasks do not mix`() async throws {
        let pipe = try LogPipe()
        let logger = Logger(label: "x") {
            LineLogHandler(label: $0, stream: pipe.stream(.journal), threshold: LogThreshold(.info))
        }
        await withTaskGroup { group in
            for number in 0..<20 {
                group.addTask { logger.info("line", metadata: ["n": "\(number)"]) }
            }
        }
        var lines: [String] = []
        for _ in 0..<20 { lines.append(await pipe.nextLine() ?? "") }
        #expect(Set(lines) == Set((0..<20).map { "<6>x: line n=\($0)" }))
    }

    @Test func `A log that nobody can take does not stop the daemon`() {
        let logger = Logger(label: "x") {
            LineLogHandler(
                label: $0,
                stream: LogStream(descriptor: -1, style: .journal) { Instant(seconds: 0) },
                threshold: LogThreshold(.info)
            )
        }
        logger.info("lost")
    }
}
