import InfluenceFiles
import InfluenceTestKit
import Testing

@Suite struct SourceFileTests {
    /// Before: an editor's mark made another file of it, and of a model another model.
    @Test func `A byte order mark at the head is no part of the text, anywhere else it is`() throws {
        let folder = try TemporaryFolder()
        let plain = try folder.write("a: 1\n", to: "plain")
        let marked = try folder.write("\u{FEFF}a: 1\n", to: "marked")
        #expect(try SourceFile.read(marked) == SourceFile.read(plain))
        let inside = try folder.write("a: \u{FEFF}1\n", to: "inside")
        #expect(try Array(SourceFile.read(inside).utf8).count == 8)
        let twice = try folder.write("\u{FEFF}\u{FEFF}a: 1\n", to: "twice")
        #expect(try Array(SourceFile.read(twice).utf8).starts(with: [0xEF, 0xBB, 0xBF]))
        let alone = try folder.write("\u{FEFF}", to: "alone")
        #expect(try SourceFile.read(alone).isEmpty)
    }

    @Test func `An error behind it has the place that an editor shows`() throws {
        let folder = try TemporaryFolder()
        let marked = try folder.write("\u{FEFF}a: 1\na: 2\n", to: "marked.yaml")
        let error = #expect(throws: DiagnosticList.self) { try YAMLFile.parse(SourceFile.read(marked), name: "m") }
        #expect(error?.description.contains("m:2:1") == true, "\(String(describing: error))")
    }
}
