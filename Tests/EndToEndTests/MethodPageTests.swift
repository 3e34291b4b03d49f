import Foundation
import InfluenceTestKit
import Testing

/// The page that a referee reads is made of figures that the program computes: a figure that has drifted, or that was
/// written by hand, does not stand there.
@Suite struct MethodPageTests {
    @Test func `Every table of the method's page is what the bundled model and data give`() async throws {
        let page = Products.repository.appending(path: "docs/guide/method.md")
        let written = try String(contentsOf: page, encoding: .utf8)
        let folder = try TemporaryFolder()
        let spoilt = URL(filePath: folder.path).appending(path: "method.md")
        let (text, tables) = spoil(written)
        #expect(tables == ["tree", "scores", "coverage", "choices", "intervals", "fbic", "votes", "opinion"])
        try text.write(to: spoilt, atomically: true, encoding: .utf8)

        // Another digit in each of them: the script puts all of them right, and nothing else.
        let script = Products.repository.appending(path: "Scripts/method-figures.py").path
        let run = try await ChildProcess.run(
            ["python3", script, "--program", Products.influenced, "--guide", spoilt.path],
            within: .seconds(600)
        )
        try #require(run.exit == .status(0), "\(run)")
        let lines = (
            written.split(separator: "\n", omittingEmptySubsequences: false),
            try String(contentsOf: spoilt, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false)
        )
        #expect(lines.0.count == lines.1.count)
        for (page, computed) in zip(lines.0, lines.1) { #expect(page == computed) }
    }

    /// The page with the last digit of each table exchanged, and the tables' names in order.
    private func spoil(_ page: String) -> (text: String, tables: [String]) {
        var tables: [String] = []
        var lines = page.components(separatedBy: "\n")
        var last: Int?
        for (number, line) in lines.enumerated() {
            if line.hasPrefix("<!-- figures: "), line.hasSuffix(" -->") {
                tables.append(String(line.dropFirst("<!-- figures: ".count).dropLast(" -->".count)))
                last = nil
            } else if line == "<!-- end -->", let row = last,
                let place = lines[row].lastIndex(where: \.isWholeNumber)
            {
                lines[row].replaceSubrange(place...place, with: lines[row][place] == "7" ? "8" : "7")
                last = nil
            } else if line.contains(where: \.isWholeNumber) {
                last = number
            }
        }
        return (lines.joined(separator: "\n"), tables)
    }
}
