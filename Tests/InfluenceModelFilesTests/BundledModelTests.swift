import FoundationEssentials
import InfluenceFiles
import InfluenceModelFiles
import InfluenceTestKit
import Testing

@Suite struct BundledModelTests {
    static let folder = Repository.path("Config/models")

    static var files: [String] {
        ["", "examples/"].flatMap { subfolder in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/" + subfolder)) ?? []
            return names.filter { $0.hasSuffix(".yaml") }.sorted().map { subfolder + $0 }
        }
    }

    // The bundled files are written apart from this module; without them there is nothing to test.
    @Test(.enabled(if: !files.isEmpty, "Config/models is not there"), arguments: files)
    func `Every bundled model file is a valid model`(file: String) throws {
        let loaded = try ModelFiles.load(path: Self.folder + "/" + file)
        #expect(try ModelFiles.load(sources: loaded.sources) == loaded)
        #expect(loaded.warnings.map(\.description) == [])
    }
}
