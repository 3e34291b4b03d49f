import FoundationEssentials
import InfluenceTestKit

/// Where the published tables of the ASEM index are.
struct ReferenceSource {
    let folder: String
    /// How many units the tables of results have.
    let units: Int
    /// How many pairs of indicators the table of correlations has.
    let pairs: Int

    /// What is quoted in the repository: inputs whole, of results each fifth unit.
    static let quoted = ReferenceSource(folder: Repository.path("Tests/Fixtures/asem"), units: 11, pairs: 151)

    /// Everything that COINr computes, beside the repository or where INFLUENCED_SHARED says.
    static let whole: ReferenceSource? = {
        let folder = Repository.shared + "/reference/asem"
        guard FileManager.default.fileExists(atPath: folder + "/expected/07_Aggregated.csv") else { return nil }
        return ReferenceSource(folder: folder, units: 51, pairs: 2401)
    }()
}
