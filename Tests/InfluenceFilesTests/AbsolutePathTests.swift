import Foundation
import InfluenceFiles
import InfluenceTestKit
import Testing

@Suite struct AbsolutePathTests {
    private let here = FileManager.default.currentDirectoryPath

    @Test func `A path is the same from the root on and from the working directory`() {
        #expect(SourceFile.absolutePath("data/a.csv") == here + "/data/a.csv")
        #expect(SourceFile.absolutePath(here + "/data/a.csv") == here + "/data/a.csv")
        #expect(SourceFile.absolutePath("./data//./a.csv") == here + "/data/a.csv")
        #expect(SourceFile.absolutePath("/") == "/")
    }

    @Test func `It does not depend on what stands there`() throws {
        let folder = try TemporaryFolder()
        let path = folder["d.csv"]
        #expect(SourceFile.absolutePath(path) == path)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "v1.csv")
        #expect(SourceFile.absolutePath(path) == path)
        try folder.write("", to: "v1.csv")
        #expect(SourceFile.absolutePath(path) == path)
        // Behind a link the folder above is not the one that is written before it.
        #expect(SourceFile.absolutePath(folder["a/../d.csv"]) == folder["a/../d.csv"])
    }
}
