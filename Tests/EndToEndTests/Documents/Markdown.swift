import Foundation

/// A page of the documentation, as far as tests look at it: its fenced blocks, headings and links.
struct Markdown {
    /// Relative to the repository.
    let path: String
    private(set) var lines: [String]
    let fences: [Fence]

    /// A fenced block.
    struct Fence {
        /// Of its opening line, from 0.
        let opening: Int
        let closing: Int
        let language: String
        /// What follows the language: the file that the block is.
        let name: String?
        /// The reason in `<!-- not run: REASON -->` on the line above.
        let reasonNotRun: String?
        /// What has to be there for the block to run, from `<!-- needs: WHAT -->` on the line above.
        let need: String?

        var body: Range<Int> { opening + 1..<closing }
    }

    /// - Parameter folder: what the path is relative to.
    init(_ path: String, in folder: URL = Products.repository) throws {
        try self.init(path, text: String(contentsOf: folder.appending(path: path), encoding: .utf8))
    }

    init(_ path: String, text: String) {
        self.path = path
        lines = text.components(separatedBy: "\n")
        fences = Self.fences(of: lines)
    }

    var text: String { lines.joined(separator: "\n") }

    /// The page with other lines in place of some.
    func replacing(_ range: Range<Int>, with new: [String]) -> Markdown {
        var all = lines
        all.replaceSubrange(range, with: new)
        return Markdown(path, text: all.joined(separator: "\n"))
    }

    private static func fences(of lines: [String]) -> [Fence] {
        var fences: [Fence] = []
        var opening: Int?
        for (number, line) in lines.enumerated() where line.hasPrefix("```") {
            guard let begin = opening else {
                opening = number
                continue
            }
            opening = nil
            let words = lines[begin].dropFirst(3).split(separator: " ")
            let above = begin > 0 ? lines[begin - 1] : ""
            fences.append(
                Fence(
                    opening: begin,
                    closing: number,
                    language: words.first.map(String.init) ?? "",
                    name: words.count > 1 ? String(words[1]) : nil,
                    reasonNotRun: comment("not run", in: above),
                    need: comment("needs", in: above)
                )
            )
        }
        return fences
    }

    private static func comment(_ word: String, in line: String) -> String? {
        guard line.hasPrefix("<!-- \(word):"), line.hasSuffix("-->") else { return nil }
        return line.dropFirst("<!-- \(word):".count).dropLast(3).trimmingCharacters(in: .whitespaces)
    }

    /// The lines that are prose: neither fenced nor the fences themselves.
    var prose: [(number: Int, text: String)] {
        let fenced = fences.map { $0.opening...$0.closing }
        return lines.enumerated().filter { line in !fenced.contains { $0.contains(line.offset) } }
            .map { ($0.offset, $0.element) }
    }

    /// What `#...` in a link may name, as forges make it of the headings.
    var anchors: Set<String> {
        var anchors: Set<String> = []
        for (_, line) in prose where line.hasPrefix("#") {
            let title = line.drop { $0 == "#" }.trimmingCharacters(in: .whitespaces).lowercased()
            let kept = title.filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
            let slug = kept.replacing(" ", with: "-")
            var (name, count) = (slug, 0)
            while !anchors.insert(name).inserted {
                count += 1
                name = "\(slug)-\(count)"
            }
        }
        return anchors
    }

    /// Targets of links outside of code, with their lines.
    var links: [(number: Int, target: String)] {
        prose.flatMap { number, line in
            line.replacing(#/`[^`]*`/#, with: "").matches(of: #/\]\(([^)\s]+)\)/#).map { (number, String($0.1)) }
        }
    }

    /// Every page of the repository that is written for people.
    static func pages(in folder: URL = Products.repository) throws -> [Markdown] {
        var paths = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"].filter {
            FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
        }
        for root in ["docs", "Config", "Tests/Fixtures"] {
            let below = FileManager.default.enumerator(atPath: folder.appending(path: root).path)
            paths += (below?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(".md") }.map { "\(root)/\($0)" }
        }
        return try paths.sorted().map { try Markdown($0, in: folder) }
    }
}
