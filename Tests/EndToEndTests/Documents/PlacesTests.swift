import Foundation
import InfluenceTestKit
import Testing

/// Who looks a place up finds it there.
@Suite struct PlacesTests {
    @Test func `Every file that the page of places names is there, and decides what it says`() throws {
        let page = try Markdown("docs/development/where.md")
        let rows = page.prose.filter { $0.text.hasPrefix("| ") && $0.text.contains("`") }
        #expect(rows.count > 120)
        var names = 0
        for (number, line) in rows {
            let cell = try #require(line.split(separator: " | ").last)
            for place in cell.split(separator: "; ") {
                let spans = place.matches(of: #/`([^`]+)`/#).map(\.1)
                let path = try #require(spans.first)
                let file = ["Sources/", ""].map { Repository.path($0 + path) }.first {
                    FileManager.default.fileExists(atPath: $0)
                }
                guard let file else {
                    Issue.record("\(page.path):\(number + 1): there is no \(path)")
                    continue
                }
                guard spans.count > 1 else { continue }
                let words = Set(try String(contentsOfFile: file, encoding: .utf8).matches(of: #/\w+/#).map(\.output))
                for name in spans.dropFirst() {
                    names += 1
                    #expect(words.contains(name), "\(page.path):\(number + 1): \(path) has no \(name)")
                }
            }
        }
        #expect(names > 50)
    }
}
