import Foundation
import InfluenceTestKit
import Testing

/// Nobody follows a link into nothing: in a clone, and where `make install` puts the pages.
@Suite struct LinkTests {
    @Test func `Every link of every page leads somewhere`() throws {
        let pages = try Markdown.pages()
        #expect(pages.count > 15)
        #expect(try broken(pages, in: Products.repository) == [])
    }

    @Test func `So does every link of the pages as they are installed`() async throws {
        let root = try TemporaryFolder()
        let installed = try await ChildProcess.run([
            "make", "--no-print-directory", "-C", Products.repository.path, "install", "PREFIX=/usr",
            "DESTDIR=\(root.path)", "BUILT=\(Products.folder.path)",
        ])
        try #require(installed.succeeded, "\(installed)")
        let folder = URL(filePath: root["usr/share/doc/influenced"])
        let pages = try Markdown.pages(in: folder)
        let here = try Markdown.pages().map(\.path).filter { !$0.hasPrefix("Tests/") && !$0.hasPrefix("Config/") }
        #expect(pages.map(\.path).filter { !$0.hasPrefix("Config/") } == here)
        #expect(try broken(pages, in: folder) == [])
    }

    @Test(arguments: ["docs/development/walk.md", "CONTRIBUTING.md"])
    func `Every name in the pages about the code is one of the code`(_ path: String) throws {
        let page = try Markdown(path)
        // Variables of the environment, and the folders of the repository.
        var known: Set<Substring> = ["INFLUENCED_SHARED"]
        for name in try FileManager.default.contentsOfDirectory(atPath: Products.repository.path) {
            known.insert(name[...])
        }
        for folder in ["Sources", "Tests"].map({ Products.repository.appending(path: $0) }) {
            let below = FileManager.default.enumerator(atPath: folder.path)
            for path in below?.compactMap({ $0 as? String }) ?? [] {
                for part in path.split(separator: "/") { known.insert(part.prefix { $0 != "." }) }
                guard path.hasSuffix(".swift") else { continue }
                let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                known.formUnion(text.matches(of: #/\b(?:struct|class|enum|actor|protocol) (\w+)/#).map { $0.1 })
            }
        }
        var names = 0
        for (number, line) in page.prose {
            for name in line.matches(of: #/`([A-Z]\w+)`|\((?:\w+, )?(Influence\w+)/#).compactMap({ $0.1 ?? $0.2 }) {
                names += 1
                #expect(known.contains(name), "\(page.path):\(number + 1): there is no \(name)")
            }
        }
        #expect(names > 20)
    }

    /// Links that lead nowhere, as `page:line: target`.
    private func broken(_ pages: [Markdown], in folder: URL) throws -> [String] {
        try pages.flatMap { page in
            try page.links.filter { try !leadsSomewhere($0.target, from: page, in: folder) }.map {
                "\(page.path):\($0.number + 1): \($0.target)"
            }
        }
    }

    private func leadsSomewhere(_ target: String, from page: Markdown, in folder: URL) throws -> Bool {
        if target.hasPrefix("https://") || target.hasPrefix("mailto:") { return true }
        let parts = target.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let base = (page.path as NSString).deletingLastPathComponent
        let path =
            parts[0].isEmpty
            ? page.path : ((base as NSString).appendingPathComponent(parts[0]) as NSString).standardizingPath
        guard !path.hasPrefix(".."), FileManager.default.fileExists(atPath: folder.appending(path: path).path) else {
            return false
        }
        guard parts.count == 2 else { return true }
        return try Markdown(path, in: folder).anchors.contains(parts[1])
    }
}
