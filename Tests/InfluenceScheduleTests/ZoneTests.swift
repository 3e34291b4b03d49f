import Foundation
@testable import InfluenceSchedule
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct ZoneTests {
    @Test(
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/zdump"),
            "zdump is not installed: time zones are not compared with the C library's reading"
        ),
        arguments: ExpressionGenerator.zones
    )
    func `Changes of the clocks are the C library's`(name: String) throws {
        let zone = try ZoneDatabase.system.zone(named: name)
        // zdump writes the last second before and the first second after each change:
        // Europe/Berlin  Sun Apr  6 00:59:59 1980 UT = Sun Apr  6 01:59:59 1980 CET isdst=0 gmtoff=3600
        var compared = 0
        for line in try output("/usr/bin/zdump", ["-v", "-c", "1970,2100", name]).split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count == 16, let offset = Int(words[15].dropFirst("gmtoff=".count)) else { continue }
            let month = try #require(
                ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
                    .firstIndex(of: String(words[2]))
            )
            let dayOfMonth = words[3].count == 1 ? "0\(words[3])" : String(words[3])
            let text = "\(words[5])-\(month < 9 ? "0" : "")\(month + 1)-\(dayOfMonth)T\(words[4])Z"
            guard let time = Instant(rfc3339: text)?.seconds, time > 0 else { continue }
            let span = zone.span(at: time)
            #expect(span.offset == offset, "\(name) at \(text)")
            #expect(span.start ?? .min <= time && time < span.end ?? .max)
            compared += 1
        }
        #expect(compared > 0 || ["UTC", "EST"].contains(name))
    }

    @Test(arguments: ExpressionGenerator.zones)
    func `Spans follow each other without gap`(name: String) throws {
        let zone = try ZoneDatabase.system.zone(named: name)
        var span = zone.span(at: 0)
        while let end = span.end, end < 7_258_118_400 {
            let next = zone.span(at: end)
            #expect(next.start == end)
            #expect(next.previousOffset == span.offset)
            #expect(zone.span(at: end - 1) == span)
            #expect((next.end ?? .max) > end)
            span = next
        }
    }

    @Test(arguments: [
        "", "/etc/passwd", "..", "Europe/../Europe/Berlin", "Europe//Berlin", "Europe/", "Évora", "a b", ".",
    ])
    func `Names that lead elsewhere are refused without a look`(name: String) {
        #expect(throws: ZoneError.notName(name)) { try ZoneDatabase.system.zone(named: name) }
    }

    @Test func `What is no zone file is not one`() throws {
        for name in ["tzdata.zi", "zone.tab", "Europe", "No/Where"] where !name.contains(".") {
            #expect(throws: ZoneError.unknown(name, directory: "/usr/share/zoneinfo")) {
                try ZoneDatabase.system.zone(named: name)
            }
        }
        #expect(throws: Never.self) { try ZoneDatabase(directory: "/nonexistent").zone(named: "UTC") }
    }

    @Test func `A damaged file is refused or read, never a trap`() throws {
        let whole = Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/Europe/Berlin")))
        for length in 0..<whole.count {
            #expect(throws: ZoneFile.Problem.self) { try ZoneFile.zone(from: Array(whole.prefix(length))) }
        }
        var random = SplitMix(7)
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<random.pick(1...4) {
                bytes[random.chance(50) ? random.pick(0...100) : random.pick(0...bytes.count - 1)] = UInt8(
                    random.pick(0...255)
                )
            }
            guard let zone = try? ZoneFile.zone(from: bytes) else { continue }
            for time in [-4_000_000_000, 0, 1_700_000_000, 4_000_000_000] {
                let span = zone.span(at: time)
                #expect(span.start ?? .min <= time && time < span.end ?? .max)
            }
        }
    }

    @Test(arguments: [
        "", "CET", "C-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-25", "<+05-5", "CET-1CEST,J0,J5", "CET-1CEST,0,366", "CET-1:60", "CET--1",
    ])
    func `Other rules than POSIX knows are refused`(text: String) {
        #expect(ZoneRule(text) == nil)
    }

    @Test func `Summer time all year round has one offset`() throws {
        let rule = try #require(ZoneRule("XXX3EDT4,0/0,J365/23"))
        let zone = Zone(changes: [], initialOffset: 0, rule: rule)
        for day in stride(from: 10_000, to: 30_000, by: 7) {
            #expect(zone.span(at: day * 86_400).offset == -14_400)
        }
    }

    private func output(_ path: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = try #require(try pipe.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }
}
