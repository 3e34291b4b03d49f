import FoundationEssentials
import InfluenceReading
import InfluenceTestKit
import Testing

/// Reads real data.
@Suite struct RealDataTests {
    @Test func `The observations of the Elcano index read whole, and write as they were read`() throws {
        let elcano = URL(filePath: Repository.path("Tests/Fixtures/elcano/observations.csv"))
        let bytes = Array(try Data(contentsOf: elcano))
        let outcome = ObservationCSV.read(bytes)
        #expect(outcome.errors == [])
        #expect(outcome.observations.count == bytes.count { $0 == UInt8(ascii: "\n") } - 1)
        #expect(outcome.observations.count == 4480)
        #expect(ObservationCSV.read(ObservationCSV.write(outcome.observations)).observations == outcome.observations)
    }

    @Test func `The bundled observations read whole`() throws {
        let outcome = ObservationCSV.read(
            Array(try Data(contentsOf: URL(filePath: Repository.path("Config/data/central-asia.csv"))))
        )
        #expect(outcome.errors == [])
        #expect(!outcome.observations.isEmpty)
    }
}
