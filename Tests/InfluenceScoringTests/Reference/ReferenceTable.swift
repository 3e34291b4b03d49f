import FoundationEssentials
import InfluenceModel

/// A table of the ASEM Sustainable Connectivity Index as COINr computes it: a row a unit, a column an indicator or
/// aggregate.
struct ReferenceTable {
    /// Sorted by code, as the file has them.
    let units: [PowerID]
    /// Lower-cased codes, in the order of the file.
    let columns: [NodeID]
    private let values: [[Double?]]
    /// The fields as they stand in the file, also those that aren't numbers.
    private let texts: [[String]]

    struct Unreadable: Error {
        let file: String
        let line: Int
    }

    /// - Parameters:
    ///   - file: Its path below the source's folder, such as `expected/07_Aggregated.csv`.
    ///   - key: The column that names the rows.
    init(_ file: String, key: String = "uCode") throws {
        let lines = try String(contentsOfFile: Self.source.folder + "/" + file, encoding: .utf8)
            .split(whereSeparator: \.isNewline).map { Self.fields($0) }
        guard let header = lines.first, let keyed = header.firstIndex(of: key) else {
            throw Unreadable(file: file, line: 1)
        }
        let rows = lines.dropFirst()
        for (number, row) in rows.enumerated() where row.count != header.count {
            throw Unreadable(file: file, line: number + 2)
        }
        let kept = header.indices.filter { $0 != keyed }
        units = rows.map { PowerID($0[keyed]) }
        columns = kept.map { Self.id(header[$0]) }
        texts = rows.map { row in kept.map { row[$0] } }
        // R writes NA, Inf and -Inf; Swift reads the latter two.
        values = texts.map { $0.map { Double($0) } }
    }

    /// `nil`: NA, or no number.
    subscript(_ column: NodeID, _ unit: PowerID) -> Double? {
        guard let row = units.firstIndex(of: unit) else { return nil }
        return self[column].flatMap { $0[row] }
    }

    /// In the order of ``units``; `nil` where the table has no such column.
    subscript(_ column: NodeID) -> [Double?]? {
        columns.firstIndex(of: column).map { position in values.map { $0[position] } }
    }

    /// The fields of a column as they stand in the file.
    func texts(_ column: NodeID) -> [String]? {
        columns.firstIndex(of: column).map { position in texts.map { $0[position] } }
    }

    /// The id that a model gives to what the files call `ConEcFin`.
    static func id(_ code: String) -> NodeID { NodeID(code.lowercased()) }

    /// Where tables are read from.
    @TaskLocal static var source = ReferenceSource.quoted

    /// Fields may be quoted, and then hold commas.
    private static func fields(_ line: Substring) -> [String] {
        var (fields, isQuoted) = ([""], false)
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

/// A node of the ASEM tree as `iMeta.csv` has it.
struct ReferenceNode {
    let id: NodeID
    let level: Int
    let direction: Double
    let weight: Double
    let target: Double?
    let parent: NodeID?

    /// Indicators and aggregates, in the order of the file; denominators and groups left out.
    static func all() throws -> [ReferenceNode] {
        let meta = try ReferenceTable("iMeta.csv", key: "iCode")
        let types = meta.texts("type") ?? []
        let parents = meta.texts("parent") ?? []
        return zip(meta.units.indices, meta.units).compactMap { row, code in
            guard types.indices.contains(row), ["Indicator", "Aggregate"].contains(types[row]) else { return nil }
            return ReferenceNode(
                id: ReferenceTable.id(code.text),
                level: Int(meta["level", code] ?? 0),
                direction: meta["direction", code] ?? 1,
                weight: meta["weight", code] ?? 1,
                target: meta["target", code],
                parent: parents[row] == "NA" ? nil : ReferenceTable.id(parents[row])
            )
        }
    }
}
