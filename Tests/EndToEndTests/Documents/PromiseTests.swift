import Foundation
import Testing

/// A promise that no test keeps is none.
@Suite struct PromiseTests {
    @Test func `Every promise names tests that exist`() throws {
        #expect(try promises(of: "docs/reference/promises.md", keptBy: 1) >= 12)
    }

    /// The fault that was, and two others of its kind.
    @Test func `Every fault that was mended names three tests that exist`() throws {
        #expect(try promises(of: "docs/development/faults.md", keptBy: 3) >= 30)
    }

    /// Looks at a page's tables of two columns: what is promised, and the tests that keep it.
    /// - Returns: how many there are.
    private func promises(of path: String, keptBy fewest: Int) throws -> Int {
        let page = try Markdown(path)
        let declared = try Self.declared()
        var promises = 0
        for (number, line) in page.prose where line.hasPrefix("| ") && !line.hasPrefix("| promise") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 2, !cells[0].hasPrefix("-") else { continue }
            promises += 1
            let names = Set(cells[1].matches(of: #/`([^`]+)`/#).map { String($0.1) })
            #expect(names.count >= fewest, "\(page.path):\(number + 1): kept by \(names.count)")
            for name in names {
                #expect(declared.contains(name), "\(page.path):\(number + 1): there is no test \(name)")
            }
        }
        return promises
    }

    /// Names of suites and of tests.
    private static func declared() throws -> Set<String> {
        let folder = Products.repository.appending(path: "Tests")
        let below = FileManager.default.enumerator(atPath: folder.path)
        var names: Set<String> = []
        for path in below?.compactMap({ $0 as? String }) ?? [] where path.hasSuffix(".swift") {
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            names.formUnion(text.matches(of: #/(?:struct|class) (\w+Tests)\b/#).map { String($0.1) })
            names.formUnion(text.matches(of: #/(?:func|struct) `([^`]+)`/#).map { String($0.1) })
        }
        return names
    }
}
