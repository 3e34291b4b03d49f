import FoundationEssentials
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import Testing

@Suite struct ModelInheritanceTests {
    private let base = ModelSource(name: "base.yaml", text: sampleModel)

    private func child(_ text: String) -> ModelSource {
        ModelSource(name: "child.yaml", text: "extends: base.yaml\n" + text)
    }

    @Test func `Entries with known ids change just the keys they give; new ones are added`() throws {
        let changed = child(
            """
            model: equal
            nodes:
              - {id: economic, weight: 0.5}
              - {id: soft_power, title: Soft power, parent: index, weight: 0.2}
            indicators:
              - {id: gdp, note: World Bank}
              - {id: centres, title: Centres, parent: soft_power, weight: 1}
            """
        )
        let loaded = try ModelFiles.load(sources: [base, changed])
        let original = try ModelFiles.load(sources: [base]).model
        let model = loaded.model
        #expect(model.id == "equal")
        #expect(model.title == original.title)
        #expect(model.nodes.map(\.id) == original.nodes.map(\.id) + ["soft_power", "centres"])
        #expect(model.node("economic")?.weight == 0.5)
        #expect(model.node("economic")?.aggregate == original.node("economic")?.aggregate)
        #expect(model.indicator("gdp")?.note == "World Bank")
        #expect(model.indicator("gdp")?.subject == .country)
        #expect(model.powers == original.powers)
        #expect(loaded.sources == [base, changed])
        #expect(loaded.hash == sha256Hex((sha256Hex(base.text.utf8) + sha256Hex(changed.text.utf8)).utf8))
    }

    @Test func `Powers and countries are replaced`() throws {
        let changed = child("powers: [{id: CHN, name: China}]\ncountries: [{id: TJK, name: Tajikistan}]\n")
        let model = try ModelFiles.load(sources: [base, changed]).model
        #expect(model.powers.map(\.id) == ["CHN"])
        #expect(model.countries.map(\.id) == ["TJK"])
    }

    @Test func `A changed transform takes its companions with it`() throws {
        let changed = child(
            "indicators:\n  - {id: alliance, transform: level}\n  - {id: trade_share, transform: {log: {base: 10}}}\n"
        )
        let model = try ModelFiles.load(sources: [base, changed]).model
        #expect(model.indicator("alliance")?.transform == [])
        #expect(model.indicator("trade_share")?.transform == [.window(Window(.sum, .months(12))), .log(.ten)])
    }

    @Test func `Errors are reported in the file where the value stands`() {
        let broken = ModelSource(name: "base.yaml", text: sampleModel.replacing("max_age: P36M", with: "max_age: P"))
        let changed = child("nodes:\n  - {id: economic, weight: -1, colour: red}\n")
        #expect(
            diagnostics([broken, changed]) == [
                "base.yaml:31:14: 'max_age': 'P' is not a duration; write P10Y, P36M, P2W, P30D or PT6H, or 'none'",
                "child.yaml:3:28: 'weight': -1 is negative",
                "child.yaml:3:32: unknown key 'colour'; known: id, title, parent, weight, aggregate, min_coverage, "
                    + "min_children, normalise, direction, weights, missing, floor, round, caveat",
            ]
        )
    }

    @Test func `An id twice in one file is a duplicate, not an override`() {
        let changed = child(
            "nodes:\n  - {id: economic, weight: 1}\n  - {id: economic, title: E, parent: index, weight: 2}\n"
        )
        #expect(diagnostics([base, changed]) == ["child.yaml:4:10: 'economic' is already a node, at child.yaml:3:10"])
    }

    @Test func `Stored texts must be one chain`() {
        #expect(diagnostics([]) == ["model:1:1: there is no source"])
        #expect(diagnostics([base, base]) == ["base.yaml:1:1: extends nothing, but is not the first of the sources"])
        #expect(
            diagnostics([child("")]) == ["child.yaml:1:1: the file it extends, 'base.yaml', is not among the sources"]
        )
    }

    // MARK: Files

    /// Runs `body` in a new directory that holds `files`.
    private func inDirectory(_ files: [String: String], _ body: (String) throws -> Void) throws {
        let manager = FileManager.default
        let root = manager.temporaryDirectory.appending(path: "model-files-\(UUID().uuidString)")
        defer { try? manager.removeItem(at: root) }
        for (name, text) in files {
            let file = root.appending(path: name)
            try manager.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        try body(root.path)
    }

    private func problems(path: String, in root: String) -> [String] {
        do throws(DiagnosticList) {
            _ = try ModelFiles.load(path: root + "/" + path)
            return []
        } catch {
            return error.diagnostics.map { $0.description.replacing(root + "/", with: "") }
        }
    }

    @Test func `What is loaded from files loads again from its texts`() throws {
        let files = [
            "base.yaml": sampleModel, "a/middle.yaml": "extends: ../base.yaml\ntitle: Middle\n",
            "a/b/top.yaml": "extends: ./../middle.yaml\nmodel: top\n",
        ]
        try inDirectory(files) { root in
            let loaded = try ModelFiles.load(path: root + "/a/b/top.yaml")
            #expect(loaded.model.title == "Middle")
            #expect(loaded.model.id == "top")
            #expect(
                loaded.sources.map(\.name) == ["base.yaml", "a/middle.yaml", "a/b/top.yaml"].map { "\(root)/\($0)" }
            )
            #expect(try ModelFiles.load(sources: loaded.sources) == loaded)
        }
    }

    @Test func `Broken chains of files are reported where the file is named`() throws {
        var files = [
            "self.yaml": "extends: self.yaml\n", "a.yaml": "title: A\nextends: d/../b.yaml\n",
            "b.yaml": "extends: a.yaml\n", "absolute.yaml": "extends: /etc/passwd\n",
            "missing.yaml": "extends: no.yaml\n",
            "list.yaml": "extends: [a]\n", "directory.yaml": "extends: .\n", "17.yaml": sampleModel,
        ]
        for number in 0..<17 { files["\(number).yaml"] = "extends: \(number + 1).yaml\n" }
        try inDirectory(files) { root in
            #expect(problems(path: "self.yaml", in: root) == ["self.yaml:1:10: extends itself: self.yaml -> self.yaml"])
            #expect(problems(path: "a.yaml", in: root) == ["b.yaml:1:10: extends itself: a.yaml -> b.yaml -> a.yaml"])
            #expect(
                problems(path: "absolute.yaml", in: root)
                    == ["absolute.yaml:1:10: '/etc/passwd' is an absolute path; name the file relative to this one"]
            )
            #expect(
                problems(path: "missing.yaml", in: root)
                    == ["missing.yaml:1:10: 'no.yaml' cannot be read: No such file or directory"]
            )
            #expect(problems(path: "list.yaml", in: root) == ["list.yaml:1:1: 'extends' must name one file"])
            #expect(problems(path: "directory.yaml", in: root).first?.contains("not a regular file") == true)
            #expect(problems(path: "0.yaml", in: root) == ["15.yaml:1:10: more than 16 files extend one another"])
            #expect(problems(path: "2.yaml", in: root) == [])
            #expect(
                problems(path: "none.yaml", in: root) == ["none.yaml:1:1: cannot be read: No such file or directory"]
            )
        }
    }

    @Test func `A file that is no UTF-8 is reported where it stops being that`() throws {
        try inDirectory([:]) { root in
            try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
            let file = root + "/latin1.yaml"
            try Data(Array("é: 1\nb: caf".utf8) + [0xE9, 0x0A]).write(to: URL(filePath: file))
            #expect(
                problems(path: "latin1.yaml", in: root)
                    == ["latin1.yaml:2:7: not valid UTF-8; save the file in that encoding"]
            )
            try Data(repeating: 0x20, count: (4 << 20) + 1).write(to: URL(filePath: file))
            #expect(
                problems(path: "latin1.yaml", in: root) == ["latin1.yaml:1:1: larger than 4 MiB, which is the limit"]
            )
        }
    }
}
