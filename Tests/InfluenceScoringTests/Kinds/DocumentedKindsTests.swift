import Foundation
import InfluenceScoring
import InfluenceTestKit
import Testing

@Suite struct DocumentedKindsTests {
    /// What stands in the tables must stand in the page that lists every method.
    @Test func `Every method of the tables is described in the page on model files`() throws {
        let page = try String(contentsOfFile: Repository.path("docs/reference/model-files.md"), encoding: .utf8)
        let kinds = MethodKinds.standard
        let all = [
            kinds.normalisations.map { $0.name }, kinds.aggregations.map { $0.name }, kinds.transforms.map { $0.name },
            kinds.windows.map { $0.name }, kinds.weightings.map { $0.name },
            kinds.imputations.map { $0.name }, kinds.treatments.map { $0.name },
            kinds.measures.map { $0.name },
        ]
        for name in all.joined() {
            let isThere = ["`\(name)`", "`\(name),", "{\(name):", " \(name)`", "`\(name)(", "`\(name)."].contains {
                page.contains($0)
            }
            #expect(isThere, "\(name)")
        }
        // One name, one method, of each kind.
        for table in all { #expect(Set(table).count == table.count) }
    }
}
