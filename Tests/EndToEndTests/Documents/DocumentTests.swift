import Foundation
import Testing

/// Every command in README and docs is typed, and prints what stands there. `make docs` writes the outputs anew.
@Suite(.serialized) struct DocumentTests {
    /// Blocks that no test can run, each with its reason beside it. One more of them is one promise less.
    private static let mostNotRun = 13

    private static let isRewriting = ProcessInfo.processInfo.environment["INFLUENCED_DOCS"] == "write"

    /// README and docs; others have commands too, but for those who build. `INFLUENCED_PAGES` names some of them.
    private static let executed: [String] = {
        let pages = (try? Markdown.pages()) ?? []
        let chosen = (ProcessInfo.processInfo.environment["INFLUENCED_PAGES"] ?? "").split(separator: " ").map(
            String.init
        )
        return pages.filter { $0.path == "README.md" || $0.path.hasPrefix("docs/") }
            .filter { !$0.actions.isEmpty && (chosen.isEmpty || chosen.contains($0.path)) }.map(\.path)
    }()

    @Test(.enabled(if: StillClock.obstacle == nil, "there is no C compiler"), arguments: executed)
    func `What a page says is what the program prints`(path: String) async throws {
        var page = try Markdown(path)
        let actions = page.actions
        let session = try await DocumentSession(
            path == "README.md" ? .clone : .machine
        )
        let printed = try await session.run(actions)
        var steps: [Console.Step] = []
        for case .type(let step) in actions { steps.append(step) }
        // From the end, so that lines above keep their numbers.
        for (step, found) in zip(steps, printed).reversed() {
            let expected = Printed(page.lines[step.output].joined(separator: "\n"))
            if found == expected { continue }
            if Self.isRewriting {
                page = page.replacing(step.output, with: found.written)
            } else {
                Issue.record(
                    "\(path):\(step.line + 1): `\(step.command)` prints something else (`make docs` writes it anew):\n\(found.difference(from: expected))"
                )
            }
        }
        if Self.isRewriting {
            try page.text.write(to: Products.repository.appending(path: path), atomically: true, encoding: .utf8)
        }
    }

    @Test func `Every block is run, or is a file that is used, or says why it is not run`() throws {
        var notRun = 0
        for page in try Markdown.pages() where !page.path.hasPrefix("Tests/") {
            for fence in page.fences {
                let place = "\(page.path):\(fence.opening + 1)"
                if let reason = fence.reasonNotRun {
                    notRun += 1
                    #expect(reason.count > 5, "\(place): why is it not run?")
                    guard fence.language == "console" else { continue }
                    let console = try #require(Console(fence, of: page), "\(place): a console begins with `$ `")
                    #expect(
                        console.steps.allSatisfy { step in step.output.isEmpty },
                        "\(place): nobody checks this output"
                    )
                } else if fence.language == "console" {
                    #expect(Console(fence, of: page) != nil, "\(place): a console begins with `$ `")
                } else {
                    let name = try #require(fence.name, "\(place): what file is this block? ```\(fence.language) NAME")
                    let commands = page.fences.filter { $0.opening > fence.opening && $0.reasonNotRun == nil }
                        .compactMap { Console($0, of: page) }.flatMap(\.steps)
                    // What lies in /etc is what the daemon reads.
                    let uses = name.hasPrefix("/etc/") ? [name, "influenced check", "reload"] : [name]
                    let isUsed = commands.contains { step in uses.contains { step.command.contains($0) } }
                    #expect(isUsed, "\(place): no command uses \(name)")
                }
            }
            // Code that is indented is code that is not looked at.
            for (line, next) in zip(page.prose, page.prose.dropFirst()) where line.text.isEmpty {
                #expect(!next.text.hasPrefix("    "), "\(page.path):\(next.number + 1): a block without fences")
            }
        }
        #expect(notRun <= Self.mostNotRun, "more blocks than ever are not run")
    }

    @Test func `The README is short`() throws {
        #expect(try Markdown("README.md").lines.count <= 251)
    }
}

extension Markdown {
    /// What a reader of the page does.
    var actions: [DocumentSession.Action] {
        fences.flatMap { fence -> [DocumentSession.Action] in
            if fence.reasonNotRun != nil { return [] }
            if fence.need == "varlink", Python.varlink == nil { return [] }
            if fence.language == "console" {
                return Console(fence, of: self)?.steps.map { .type($0) } ?? []
            }
            guard let name = fence.name else { return [] }
            return [.write(name: name, text: lines[fence.body].map { $0 + "\n" }.joined())]
        }
    }
}
