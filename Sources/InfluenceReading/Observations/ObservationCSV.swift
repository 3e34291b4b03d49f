package import InfluenceModel
import InfluenceText

/// The project's observation format, read and written: CSV by RFC 4180 in UTF-8, with the header
/// `indicator,power,country,period,value,unit,status,reporter,released,source,note`.
///
/// `indicator`, `period` and `value` are required; the others may be missing; the order is free. A missing value has no
/// value and one of the statuses O, L, M, Q; an empty status is `A`. Numbers have a decimal point and no separators. A text
/// that a spreadsheet would take for a formula begins with an apostrophe, which is no part of it. A column `recorded_at`,
/// which exports have, is passed over: when something is learnt only whoever learns it can say.
package enum ObservationCSV {
    /// Reads a whole file and goes on after every error.
    ///
    /// An observation that the file holds twice (same indicator, power, country, period and reporter) is an error of the
    /// later row, even where the values agree.
    /// - Parameters:
    ///   - bytes: the file; a byte order mark is passed over.
    ///   - checks: what observations must satisfy besides being readable; `nil`: nothing.
    package static func read(_ bytes: [UInt8], checks: ObservationChecks? = nil) -> ReadOutcome {
        var reader = ObservationReader(checks: checks)
        reader.read(bytes.span)
        return reader.outcome
    }

    /// How many records there are after the header, good ones or not.
    /// - Parameter limit: a file with fewer lines is not looked at: then the number of its lines is returned.
    package static func rowCount(_ bytes: [UInt8], above limit: Int) -> Int {
        var lines = 0
        for byte in bytes where byte == UInt8(ascii: "\n") { lines += 1 }
        // The last one may have no end; the first is the header.
        guard lines > limit else { return lines }
        var scanner = CSVScanner()
        var fields: [CSVField] = []
        var records = -1
        let span = bytes.span
        while scanner.next(in: span, &fields) != .end { records += 1 }
        return max(0, records)
    }

    /// Writes observations so that ``read(_:checks:)`` returns the same.
    package static func write(_ observations: some Sequence<Observation>) -> [UInt8] {
        var text = CSVText()
        text.record(ObservationColumn.names)
        for observation in observations { append(observation, to: &text) }
        return text.bytes
    }

    private static func append(_ observation: Observation, to text: inout CSVText) {
        text.field(observation.series.indicator.text)
        text.field(observation.series.power?.text ?? "")
        text.field(observation.series.country?.text ?? "")
        text.field(observation.period.description)
        text.field(observation.value.map(DecimalText.shortest) ?? "")
        text.field(SpreadsheetGuard.guarded(observation.unit))
        // The usual status is left out only where the value says it.
        text.field(observation.status == .normal ? "" : observation.status.rawValue)
        text.field(SpreadsheetGuard.guarded(observation.series.reporter))
        text.field(observation.released?.description ?? "")
        text.field(SpreadsheetGuard.guarded(observation.source))
        text.field(SpreadsheetGuard.guarded(observation.note))
        text.endRecord()
    }

    /// The rejected rows as CSV: `line` and `error`, then the columns of the file as they stood. A row that cannot be
    /// split into fields stands whole in the first of them.
    /// - Parameter bytes: the file that `outcome` was read from.
    package static func rejects(of outcome: ReadOutcome, in bytes: [UInt8]) -> [UInt8] {
        var text = CSVText()
        text.field("line")
        text.field("error")
        text.raw(slice(outcome.headerBytes, of: bytes))
        text.endRecord()
        for row in outcome.rejectedRows {
            text.field(String(row.line))
            text.field(row.reason)
            let raw = slice(row.bytes, of: bytes)
            if row.isRecord { text.raw(raw) } else { text.field(String(decoding: raw, as: UTF8.self)) }
            text.endRecord()
        }
        return text.bytes
    }

    private static func slice(_ range: Range<Int>, of bytes: [UInt8]) -> ArraySlice<UInt8> {
        bytes[range.clamped(to: bytes.indices)]
    }
}
