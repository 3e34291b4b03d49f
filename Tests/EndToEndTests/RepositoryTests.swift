import Foundation
import Testing

/// What a repository owes to those who find it.
@Suite struct RepositoryTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: Products.repository.appending(path: path), encoding: .utf8)
    }

    @Test func `The terms of every reporter of the bundled data are stated`() throws {
        var lines = try text("Config/data/central-asia.csv").split(separator: "\n").makeIterator()
        let first = lines.next()
        let header = try #require(first).split(separator: ",", omittingEmptySubsequences: false)
        let column = try #require(header.firstIndex(of: "reporter"))
        var reporters: Set<String> = []
        // Cells before the reporter are codes, periods and numbers: none is quoted.
        while let line = lines.next() {
            let cells = line.split(separator: ",", maxSplits: column + 1, omittingEmptySubsequences: false)
            try #require(cells.count > column)
            reporters.insert(String(cells[column]))
        }
        var named: Set<String> = []
        for row in try text("Config/data/TERMS.md").split(separator: "\n") where row.hasPrefix("| ") {
            let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 4, cells[0] != "reporter", !cells[0].hasPrefix("-") else { continue }
            #expect(["passed on", "quoted", "computed"].contains(cells[2]), "\(row)")
            named.formUnion(cells[0].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) })
        }
        #expect(reporters.count > 40)
        #expect(named == reporters)
    }

    @Test func `Licence and the way to report a weakness are there`() throws {
        let licence = try text("LICENSE")
        #expect(licence.contains("Apache License") && licence.contains("Version 2.0, January 2004"))
        let security = try text("SECURITY.md")
        #expect(security.contains("## How to report") && security.contains("## What is promised"))
    }
}
