import Foundation
import InfluenceModel
import InfluenceTestKit

/// The independent implementation of the model's contract that lies beside the repository. A clone without it skips the
/// suites: it does not belong into it.
enum ReferenceScript {
    static let found = Repository.shared + "/data/found-2026-11/"

    static var isThere: Bool {
        FileManager.default.fileExists(atPath: Repository.shared + "/tools/second_edition.py")
            && FileManager.default.fileExists(atPath: found + "model2.json")
            && FileManager.default.fileExists(atPath: "/usr/bin/python3")
    }

    struct Key: Hashable {
        let country: String
        let power: String
        let node: String
        let period: Period
    }

    struct Figures {
        /// `nil`: none.
        let value: Double?
        /// `nil`: nothing applies.
        let coverage: Double?
    }

    struct Failed: Error, CustomStringConvertible {
        let description: String
    }

    // In full precision, which the script's own output is not.
    private static let driver = """
        import csv, sys
        sys.dont_write_bytecode = True
        sys.path.insert(0, sys.argv[1])
        import second_edition as script
        edits, months, rows = sys.argv[3] or None, [int(m) for m in sys.argv[4].split(",")], sys.argv[5:]
        model = script.load(sys.argv[2], rows, edits)
        nodes = [d["id"] for d in model.model["nodes"]]
        nodes += [d["id"] for d in model.model["indicators"] if d.get("weight")]
        for m in months:
            for country in model.countries:
                for power in model.powers:
                    for node in nodes:
                        value, coverage = model.score(node, country, power, m + 1)
                        print(country, power, node, f"{m // 12:04d}-{m % 12 + 1:02d}", value, coverage)
            model.tables.clear()
            model.memo.clear()
        """

    /// - Parameter periods: Months.
    static func scores(
        model: String,
        rows: [String],
        edits: String? = nil,
        at periods: [Period]
    ) throws -> [Key: Figures] {
        let months = periods.map { period in
            let (year, month, _) = period.start.components
            return "\(year * 12 + month - 1)"
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments =
            ["-c", driver, Repository.shared + "/tools", model, edits ?? "", months.joined(separator: ",")] + rows
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failed(description: "the script ended with \(process.terminationStatus)")
        }
        var figures: [Key: Figures] = [:]
        for line in String(decoding: data, as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: " ").map(String.init)
            let key = Key(country: parts[0], power: parts[1], node: parts[2], period: try Period(parts[3]))
            figures[key] = Figures(value: Double(parts[4]), coverage: Double(parts[5]))
        }
        return figures
    }
}
