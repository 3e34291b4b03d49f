import FoundationEssentials
import InfluenceReading
import InfluenceModel
import Testing

/// Reads real data that lie beside the repository, or where INFLUENCED_SHARED says.
@Suite struct SharedDataTests {
    static let elcano: String = {
        let shared = ProcessInfo.processInfo.environment["INFLUENCED_SHARED"]
        let beside = URL(filePath: #filePath).appending(path: "../../../../shared").standardized.path
        return (shared ?? beside) + "/reference/elcano/observations.csv"
    }()

    // The shared folder is not part of the repository.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: elcano), "the shared data are not there"))
    func `The observations of the Elcano index read whole, and write as they were read`() throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: Self.elcano)))
        let outcome = ObservationCSV.read(bytes)
        #expect(outcome.errors == [])
        #expect(outcome.observations.count == bytes.count { $0 == UInt8(ascii: "\n") } - 1)
        #expect(outcome.observations.count > 38_000)
        #expect(ObservationCSV.read(ObservationCSV.write(outcome.observations)).observations == outcome.observations)
    }

    static let bundled = URL(filePath: #filePath).appending(path: "../../../Config/data/central-asia.csv").standardized
        .path

    // The bundled data are written apart from this module.
    @Test(.enabled(if: FileManager.default.fileExists(atPath: bundled), "Config/data is not there"))
    func `The bundled observations read whole`() throws {
        let outcome = ObservationCSV.read(Array(try Data(contentsOf: URL(filePath: Self.bundled))))
        #expect(outcome.errors == [])
        #expect(!outcome.observations.isEmpty)
    }
}
