import Foundation
import InfluenceControl
import InfluenceDescription
import InfluenceTestKit
import Testing

@Suite struct MethodFileTests {
    @Test func `Each method is answered in a file of its name, whose folder tells its subject`() throws {
        let sources = URL(filePath: Repository.path("Sources/InfluenceMethods"))
        let files = try #require(FileManager.default.enumerator(atPath: sources.path)).compactMap { $0 as? String }
        for interface in try [InfluenceInterfaces.index(), InfluenceInterfaces.admin()] {
            for method in interface.methodNames {
                #expect(files.count { $0.hasSuffix("/\(method).swift") } == 1, "\(method)")
            }
        }
    }
}
