package import InfluenceReading
package import InfluenceStore

/// What an import came to.
package struct ImportSummary: Sendable {
    package let stored: ImportOutcome
    package let rejected: Int
    package let problems: [ObservationError]
    /// The rejected rows as CSV, each with its line and reason.
    package let rejects: [UInt8]?
    package let warnings: ImportWarnings

    init(_ stored: ImportOutcome, _ outcome: ReadOutcome, _ bytes: [UInt8], _ warnings: ImportWarnings) {
        self.stored = stored
        rejected = outcome.rejectedRows.count
        problems = outcome.errors
        rejects = outcome.rejectedRows.isEmpty ? nil : ObservationCSV.rejects(of: outcome, in: bytes)
        self.warnings = warnings
    }
}
