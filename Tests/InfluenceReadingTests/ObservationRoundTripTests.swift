import InfluenceReading
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct ObservationRoundTripTests {
    @Test func `What is written reads back the same`() {
        var random = SplitMix(5)
        var observations: [Observation] = []
        for number in 0..<3_000 { observations.append(observation(number, &random)) }
        let bytes = ObservationCSV.write(observations)
        let outcome = ObservationCSV.read(bytes)
        #expect(outcome.errors == [])
        #expect(Array(outcome.observations) == observations)
        #expect(ObservationCSV.write(outcome.observations) == bytes)
    }

    @Test func `A guarded reporter and a bare one are the same`() {
        let text = "indicator,period,value,reporter,note\na,2020,1,=x,'=n\na,2020,1,'=x,'n\na,2020,1,''=x,\n"
        let outcome = ObservationCSV.read(Array(text.utf8))
        #expect(outcome.observations.map(\.series.reporter) == ["=x", "'=x"])
        #expect(outcome.observations.map(\.note) == ["=n", ""])
        #expect(outcome.errors.map(\.line) == [3])
        #expect(outcome.errors.first?.reason.contains("the same observation as on line 2") == true)
    }

    @Test func `What an export has besides is passed over`() {
        let text = "indicator,recorded_at,period,value\na,2024-01-01T00:00:00Z,2020,1\na,,2021,2\na,2022\n"
        let outcome = ObservationCSV.read(Array(text.utf8))
        #expect(outcome.observations.map(\.value) == [1, 2])
        #expect(outcome.errors.map(\.line) == [4])
        #expect(ObservationCSV.read(Array("recorded_at\nx\n".utf8)).hasHeader == false)
    }

    @Test func `Rows are counted as they are read`() {
        let quoted = "indicator,period,value,note\na,2020,1,\"two\nlines\"\na,2021,1,\n\na,2022,1,x"
        let bytes = Array(quoted.utf8)
        #expect(ObservationCSV.read(bytes).observations.count == 3)
        #expect(ObservationCSV.rowCount(bytes, above: 0) == 3)
        // Not looked at more closely than it has to be.
        #expect(ObservationCSV.rowCount(bytes, above: 5) <= 5)
        #expect(ObservationCSV.rowCount([], above: 0) == 0)
    }

    @Test func `Quotes stand only where they are needed`() throws {
        let observation = Observation(
            series: SeriesKey(indicator: "a", power: nil, country: "KAZ", reporter: "R S"),
            period: try Period("2020"),
            value: 100,
            source: "x, \"y\"",
            note: "é"
        )
        #expect(
            String(decoding: ObservationCSV.write([observation]), as: UTF8.self) == """
                indicator,power,country,period,value,unit,status,reporter,released,source,note
                a,,KAZ,2020,100,,,R S,,"x, ""y""\",é

                """
        )
    }

    private func observation(_ number: Int, _ random: inout SplitMix) -> Observation {
        let status = ObservationStatus.allCases.randomElement(using: &random) ?? .normal
        let bits = Double(bitPattern: random.next())
        let value = bits.isFinite && bits != 0 ? bits : Double(number)
        let first = Day(clamping: Int.random(in: -200_000...2_000_000, using: &random))
        let unit = Frequency.allCases.randomElement(using: &random) ?? .year
        let span = Period(start: first, end: first.adding(days: Int.random(in: 0...9_999, using: &random)))
        let period = Bool.random(using: &random) ? unit.period(containing: first) : span ?? .day(first)
        return Observation(
            series: SeriesKey(
                indicator: NodeID("i\(number)"),
                power: [nil, "RUS", "WLD", "CHN+RUS"].randomElement(using: &random) ?? nil,
                country: [nil, "KAZ", "WLD"].randomElement(using: &random) ?? nil,
                reporter: text(&random)
            ),
            period: period,
            value: status.hasValue ? value : nil,
            unit: text(&random),
            status: status,
            released: Bool.random(using: &random) ? first : nil,
            source: text(&random),
            note: text(&random)
        )
    }

    private func text(_ random: inout SplitMix) -> String {
        let pieces = [
            "", "a", "=", "+", "-", "@", "\"", "\"\"", ",", "\n", "\r\n", "\r", " ", "é", "日本", "👩‍👩‍👧", "\u{FEFF}", "'",
            ";", "\t", "x\u{301}",
        ]
        return (0..<Int.random(in: 0...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
            .joined()
    }

    @Test func `Random damage never traps, and is reported inside the file`() throws {
        var random = SplitMix(6)
        let checks = ObservationChecks(model: try testModel())
        var good: [Observation] = []
        for number in 0..<20 { good.append(observation(number, &random)) }
        let bytes = ObservationCSV.write(good)
        let pieces: [[UInt8]] =
            ["\"", ",", "\n", "\r", "\0", "\u{FEFF}", "1e400", "2020-99"].map { Array($0.utf8) } + [[0xFF], [0xC3]]
        for _ in 0..<800 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                // Half of the damage goes into the header and the first rows.
                let range = Bool.random(using: &random) ? damaged.count : min(damaged.count, 200)
                let start = Int.random(in: 0..<range, using: &random)
                let end = min(damaged.count, start + Int.random(in: 0...5, using: &random))
                damaged.replaceSubrange(start..<end, with: pieces.randomElement(using: &random) ?? [])
            }
            check(damaged, nil)
            check(damaged, checks)
        }
    }

    @Test func `Random bytes never trap, and are reported inside the file`() {
        var random = SplitMix(7)
        let alphabet = Array("\"\n\r,,,a1.-eé\0".utf8)
        for round in 0..<800 {
            var bytes = round % 2 == 0 ? Array("indicator,period,value\n".utf8) : []
            for _ in 0..<Int.random(in: 0...120, using: &random) {
                let any = UInt8.random(in: 0...255, using: &random)
                bytes.append(round % 3 == 0 ? any : alphabet.randomElement(using: &random) ?? any)
            }
            check(bytes, nil)
        }
    }

    private func check(_ bytes: [UInt8], _ checks: ObservationChecks?) {
        let outcome = ObservationCSV.read(bytes, checks: checks)
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for error in outcome.errors {
            guard (1...lines.count).contains(error.line) else {
                Issue.record("\(error) is outside of \(lines.count) lines")
                continue
            }
            // One past the end is where something is missing.
            #expect((1...lines[error.line - 1].count + 1).contains(error.column), "\(error)")
            #expect(!error.reason.isEmpty)
        }
        #expect(outcome.errors.count == min(outcome.errorCount, ReadOutcome.errorLimit))
        #expect(outcome.rejectedRows.allSatisfy { $0.bytes.lowerBound >= 0 && $0.bytes.upperBound <= bytes.count })
        #expect(outcome.rejectedRows.isEmpty || outcome.errorCount >= outcome.rejectedRows.count)
        // The rejects are a table again, whatever the rows were.
        let rejects = ObservationCSV.rejects(of: outcome, in: bytes)
        #expect(outcome.rejectedRows.isEmpty || rejects.count > outcome.rejectedRows.count)
    }
}
