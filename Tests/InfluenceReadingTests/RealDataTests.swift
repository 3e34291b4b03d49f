import FoundationEssentials
import InfluenceReading
import Testing

/// Reads real data.
@Suite struct RealDataTests {
    private static let repository = URL(filePath: #filePath).appending(path: "../../..").standardized

    @Test func `The observations of the Elcano index read whole, and write as they were read`() throws {
        let elcano = Self.repository.appending(path: "Tests/Fixtures/elcano/observations.csv")
        let bytes = Array(try Data(contentsOf: elcano))
        let outcome = ObservationCSV.read(bytes)
        #expect(outcome.errors == [])
        #expect(outcome.observations.count == bytes.count { $0 == UInt8(ascii: "\n") } - 1)
        #expect(outcome.observations.count == 4480)
        #expect(ObservationCSV.read(ObservationCSV.write(outcome.observations)).observations == outcome.observations)
    }

    @Test func `The bundled observations read whole`() throws {
        let outcome = ObservationCSV.read(
            Array(try Data(contentsOf: Self.repository.appending(path: "Config/data/central-asia.csv")))
        )
        #expect(outcome.errors == [])
        #expect(!outcome.observations.isEmpty)
    }
}
