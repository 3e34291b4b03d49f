import Foundation
import InfluenceTestKit
import Testing

/// The bundled observations come from a script and the publishers' files, which lie beside the repository.
@Suite struct BundledDataTests {
    private static let sources = Repository.shared + "/data"

    private static var areThere: Bool {
        ["/trade/cow_trade_v4_dyadic_1870_2014.csv.gz", "/found-2026-11/hunt_official_finance.csv"].allSatisfy {
            FileManager.default.fileExists(atPath: sources + $0)
        } && FileManager.default.fileExists(atPath: "/usr/bin/python3")
    }

    @Test(.enabled(if: areThere, "needs the publishers' files in ../shared/data, and python3"))
    func `The script writes the bundled observations, byte for byte, and its checks of totals pass`() throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [Repository.path("Scripts/build-data.py"), Self.sources]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let written = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let bundled = try Data(contentsOf: URL(filePath: Repository.path("Config/data/central-asia.csv")))
        #expect(written == bundled, "make data writes it anew")
    }
}
