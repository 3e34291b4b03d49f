import Foundation
@testable import InfluenceSchedule
import InfluenceModel
import Testing

/// The same expressions, read by systemd-analyze and by us.
@Suite(
    .enabled(
        if: SystemdAnalyze.isInstalled,
        "systemd-analyze is not installed: calendar expressions are not compared with systemd's reading"
    )
)
struct CalendarDifferentialTests {
    private static let bases = [
        "2024-01-01T00:00:00Z", "2024-02-28T23:59:59Z", "2024-03-30T22:00:00Z", "2024-10-26T12:00:00Z",
        "2025-04-05T09:17:31Z", "2031-06-15T12:34:56Z",
    ]

    @Test(arguments: bases.indices)
    func `Normalized forms and elapses are systemd's`(index: Int) throws {
        let base = try instant(Self.bases[index])
        var generator = ExpressionGenerator(seed: UInt64(100 + index))
        let texts = (0..<250).map { _ in generator.expression() }
        let theirs = try SystemdAnalyze.calendar(texts, base: base, iterations: 5)
        var compared = 0
        var forgotten = 0
        for (text, their) in zip(texts, theirs) {
            let our = try? CalendarExpression(text)
            #expect(
                (our == nil) == (their == nil),
                "\(text): ours \(our?.description ?? "-"), theirs \(String(describing: their))"
            )
            guard let our, let their else { continue }
            if let normalized = their.normalized { #expect(our.description == normalized, "\(text)") }
            var elapses: [Int] = []
            var time = base
            while elapses.count < 5, let next = our.next(after: time) {
                elapses.append(next.seconds)
                time = next
            }
            // systemd leaves out the repeated hour of what elapses every hour,
            if our.matchesEveryHour, our.zone.changes(by: { $0 < 0 }, between: base, and: time) { continue }
            // and the rest of a day with a missing hour in Ireland, where winter, not summer, is the exception.
            if our.zoneName == "Europe/Dublin", our.zone.changes(by: { $0 > 0 }, between: base, and: time) { continue }
            let ours = elapses.map(Self.text)
            compared += 1
            if ours == their.elapses { continue }
            // Where an open repetition runs over the end of two units at once (1/5 hours at the end of a month), systemd
            // forgets times at the start of the next, or gives up. It does not where the repetition ends in time.
            forgotten += 1
            let closed = try SystemdAnalyze.calendar([our.withEndedRepetitions.description], base: base, iterations: 5)
            #expect(ours == closed.first??.elapses, "\(text) after \(base)")
        }
        #expect(compared >= 170)
        #expect(forgotten <= 5)
    }

    @Test func `What systemd refuses is refused here`() throws {
        var generator = ExpressionGenerator(seed: 99)
        let texts = (0..<1500).map { _ in generator.damaged() }.filter(Self.isReadAlike)
        let theirs = try SystemdAnalyze.calendar(texts, base: try instant("2024-01-01T00:00:00Z"), iterations: 1)
        for (text, their) in zip(texts, theirs) {
            let our = try? CalendarExpression(text)
            #expect((our == nil) == (their == nil), "\"\(text)\"")
            if let normalized = their?.normalized { #expect(our?.description == normalized) }
        }
        #expect(theirs.count { $0 == nil } > 300)
        #expect(theirs.count { $0 != nil } > 80)
    }

    /// The documented differences.
    private static func isReadAlike(_ text: String) -> Bool {
        let isAccident = text.contains("@") && !text.contains(/@[0-9]/)
        let isShrunk = text.contains("~") && text.contains(",")
        return !isAccident && !isShrunk && !text.contains("right/")
    }

    private static func text(_ seconds: Int) -> String {
        String(Instant(seconds: seconds).description.dropLast()).replacingOccurrences(of: "T", with: " ")
    }
}

extension Zone {
    /// Whether the clocks are moved by such an amount at about that time.
    fileprivate func changes(by matches: (Int) -> Bool, between start: Instant, and end: Instant) -> Bool {
        var span = span(at: start.seconds - 86_400)
        while let next = span.end, next <= end.seconds + 86_400 {
            let following = self.span(at: next)
            if matches(following.offset - span.offset) { return true }
            span = following
        }
        return false
    }
}

extension CalendarExpression {
    /// `1/5` hours as `1..21/5`.
    fileprivate var withEndedRepetitions: CalendarExpression {
        var result = self
        result.year = year.ended(at: 2199)
        result.month = month.ended(at: 12)
        result.hour = hour.ended(at: 23)
        result.minute = minute.ended(at: 59)
        result.second = second.ended(at: 59_999_999)
        result.day = countsFromMonthEnd ? day.endedAtMonthEnd : day.ended(at: 31)
        return result
    }
}

extension CalendarField {
    fileprivate func ended(at last: Int) -> CalendarField {
        CalendarField(
            components.map { component in
                guard component.step != nil, component.stop == nil else { return component }
                return Component(start: component.start, stop: last, step: component.step)
            }
        )
    }

    fileprivate var endedAtMonthEnd: CalendarField {
        CalendarField(
            components.map { component in
                guard let step = component.step, component.stop == nil else { return component }
                return Component(start: (component.start - 1) % step + 1, stop: component.start, step: step)
            }
        )
    }
}

private enum SystemdAnalyze {
    static let path = "/usr/bin/systemd-analyze"
    static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: path) }

    struct Reading {
        /// `nil` where it accepts the expression, but fails to find its next elapse.
        var normalized: String?
        /// In UTC, without fractions of a second, which it does not print.
        var elapses: [String] = []
    }

    /// One reading an expression; `nil` for those it refuses.
    static func calendar(_ texts: [String], base: Instant, iterations: Int) throws -> [Reading?] {
        let baseText = base.description.dropLast().replacingOccurrences(of: "T", with: " ") + " UTC"
        let arguments = ["calendar", "--iterations=\(iterations)", "--base-time=\(baseText)", "--"] + texts
        let (output, errors) = try run(arguments)
        // A line for each refusal, and a paragraph for each reading, in the order of the arguments.
        let refused = Set(texts.filter { errors.contains("calendar specification '\($0)':") })
        let failed = Set(texts.filter { errors.contains("next elapse for '\($0)':") })
        var readings = output.split(separator: "\n\n").compactMap(reading).makeIterator()
        var isComplete = true
        let result = texts.map { text -> Reading? in
            if refused.contains(text) { return nil }
            if failed.contains(text) { return Reading() }
            let next = readings.next()
            if next == nil { isComplete = false }
            return next
        }
        #expect(isComplete && readings.next() == nil)
        return result
    }

    private static func reading(_ paragraph: Substring) -> Reading? {
        var result = Reading()
        for line in paragraph.split(separator: "\n") {
            guard let colon = line.firstRange(of: ": ") else { continue }
            let label = line[..<colon.lowerBound].drop { $0 == " " }
            let value = line[colon.upperBound...]
            if label == "Normalized form" {
                result.normalized = String(value)
            } else if label == "Next elapse" || label.hasPrefix("Iter. #"), value != "never" {
                // Mon 2024-01-01 10:00:00 UTC
                result.elapses.append(value.split(separator: " ").dropFirst().prefix(2).joined(separator: " "))
            }
        }
        return result.normalized == nil ? nil : result
    }

    private static func run(_ arguments: [String]) throws -> (output: String, errors: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ["TZ": "UTC", "LC_ALL": "C", "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""]
        let directory = FileManager.default.temporaryDirectory
        // Files, not pipes: nobody has to read one while the other fills.
        let files = try ["out", "err"].map { name -> (URL, FileHandle) in
            let url = directory.appendingPathComponent("calendar-\(UUID().uuidString).\(name)")
            try #require(FileManager.default.createFile(atPath: url.path, contents: nil))
            return (url, try FileHandle(forWritingTo: url))
        }
        defer { for (url, _) in files { try? FileManager.default.removeItem(at: url) } }
        process.standardOutput = files[0].1
        process.standardError = files[1].1
        try process.run()
        process.waitUntilExit()
        return (
            try String(contentsOf: files[0].0, encoding: .utf8), try String(contentsOf: files[1].0, encoding: .utf8)
        )
    }
}
