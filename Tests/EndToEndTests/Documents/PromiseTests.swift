import Foundation
import Testing

/// A promise that no test keeps is none.
@Suite struct PromiseTests {
    @Test func `Every promise names tests that exist`() throws {
        let page = try Markdown("docs/reference/promises.md")
        let declared = try Self.declared()
        var promises = 0
        for (number, line) in page.prose where line.hasPrefix("| ") && !line.hasPrefix("| promise") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 2, !cells[0].hasPrefix("-") else { continue }
            promises += 1
            let names = cells[1].matches(of: #/`([^`]+)`/#).map { String($0.1) }
            #expect(!names.isEmpty, "\(page.path):\(number + 1): kept by nothing")
            for name in names {
                #expect(declared.contains(name), "\(page.path):\(number + 1): there is no test \(name)")
            }
        }
        #expect(promises >= 12)
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
