import InfluenceReading

/// How large a file of observations may be, whoever brings it.
package struct ImportLimits: Sendable, Equatable {
    /// Observations in one file: `limits.import_rows`.
    package var rows = 2_000_000
    /// Its bytes: `limits.import_bytes`.
    package var bytes = 256 << 20

    package init() {}

    /// What a file has too much of; `nil` where it may be imported.
    package func excess(of file: [UInt8]) -> ImportExcess? {
        if file.count > bytes {
            return ImportExcess(found: file.count, limit: bytes, key: "limits.import_bytes", unit: "bytes")
        }
        let rows = ObservationCSV.rowCount(file, above: self.rows)
        guard rows > self.rows else { return nil }
        return ImportExcess(found: rows, limit: self.rows, key: "limits.import_rows", unit: "rows")
    }
}

/// By what a file is too large to be imported. Nothing of it was.
package struct ImportExcess: Hashable, Sendable, CustomStringConvertible {
    package let found: Int
    package let limit: Int
    /// Of the configuration.
    package let key: String
    package let unit: String

    package var description: String {
        "the file has \(found) \(unit), and an import may have at most \(limit) (\(key)); import it in parts"
    }
}
