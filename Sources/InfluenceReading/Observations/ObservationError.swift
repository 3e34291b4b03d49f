package import InfluenceModel

/// One thing that is wrong in a file of observations: where, and what would be right.
package struct ObservationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1; the header is a line too.
    package let line: Int
    /// The character (Unicode code point) of the line at which the field begins, from 1.
    package let column: Int
    /// The column's name in the header; empty where the line as a whole is wrong.
    package let field: String
    package let reason: String

    /// `value: '1,5' is not a number; ...`: what stands behind the place.
    package var message: String { field.isEmpty ? reason : "\(field): \(reason)" }

    /// `12:24: value: '1,5' is not a number; ...`
    package var description: String { "\(line):\(column): \(message)" }
}

/// A row that was not read.
package struct RejectedRow: Hashable, Sendable {
    package let line: Int
    /// Where the row lies in the file that was read, without its line end.
    package let bytes: Range<Int>
    /// What is wrong with it, joined by `; `: everything, but for what lies beyond ``ReadOutcome/errorLimit``.
    package let reason: String
    /// Whether the row can be split into fields.
    let isRecord: Bool

    /// In place of a reason that was not worked out.
    package static let untold =
        "also wrong: what is said of the first \(ReadOutcome.errorLimit) problems of a file only"
}

/// What a file of observations holds, and what is wrong with it.
package struct ReadOutcome: Sendable {
    /// The good rows, in file order.
    package var observations = ObservationTable()
    /// In file order; at most ``errorLimit``.
    package var errors: [ObservationError] = []
    /// How many there were in all.
    package var errorCount = 0
    /// The line of each of ``observations``.
    package var lines: [Int] = []
    /// What is to be looked at in the good rows.
    package var warnings = ImportWarnings()
    /// All of them, in file order.
    package var rejectedRows: [RejectedRow] = []
    /// Whether the header could be used. If not, no row was read, and there is nothing to import in part.
    package var hasHeader: Bool { !headerBytes.isEmpty }
    /// Where the header lies in the file.
    var headerBytes = 0..<0

    /// More errors than these are counted, and their sentences not even made: a file of millions of wrong rows costs little
    /// more memory than its bytes.
    package static let errorLimit = 1_000
}
