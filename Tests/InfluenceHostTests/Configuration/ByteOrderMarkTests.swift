import InfluenceModelFiles
import InfluenceTestKit
import Logging
import Testing

@testable import InfluenceHost

@Suite struct ByteOrderMarkTests {
    /// Before: another model, whose series all began anew.
    @Test func `At the head of a model file it makes no other model`() throws {
        let folder = try TemporaryFolder()
        let plain = try ModelFiles.load(path: folder.write(TrialModel.text, to: "plain.yaml"))
        let marked = try ModelFiles.load(path: folder.write("\u{FEFF}" + TrialModel.text, to: "marked.yaml"))
        #expect(marked.hash == plain.hash && marked.model == plain.model)
        #expect(marked.sources.map(\.text) == plain.sources.map(\.text))
    }

    @Test func `At the head of the configuration or of rules it changes nothing`() throws {
        let folder = try TemporaryFolder()
        try folder.write("\u{FEFF}model: m.yaml\nlog: {level: error}\n", to: "c.yaml")
        #expect(try ConfigurationFile.load(folder["c.yaml"]).logLevel == .error)
    }
}
