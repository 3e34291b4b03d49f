/// One field of a CSV record: where its text lies in the file, without the quotes around it.
struct CSVField {
    var start: Int
    var end: Int
    /// Whether the text holds doubled quotes, each of which stands for one.
    var hasEscapes: Bool

    var isEmpty: Bool { start == end }
}

/// Splits CSV text into records by RFC 4180: quotes around fields that need them, `""` for a quote inside; LF or CRLF.
///
/// A value without I/O: the bytes are passed to each step. After a malformed record it goes on with the next line, so
/// one stray quote costs one record, not the rest of the file.
struct CSVScanner {
    /// Bytes; a longer field is malformed. Nothing in an observation is near it, but an unclosed quote is.
    static let fieldLimit = 65_536

    enum Step: Equatable {
        case end
        /// The fields are those of a record.
        case record
        case malformed(CSVProblem, at: Int)
    }

    /// Where the next record begins.
    private(set) var offset: Int
    /// The line of `offset`, from 1.
    private(set) var line = 1
    /// The bytes of the last record, without its line end.
    private(set) var record: Range<Int>
    /// The line on which the last record begins.
    private(set) var recordLine = 1

    init(startingAt offset: Int = 0) {
        self.offset = offset
        record = offset..<offset
    }

    /// Reads the next record into `fields`. Empty lines are no records.
    mutating func next(in bytes: Span<UInt8>, _ fields: inout [CSVField]) -> Step {
        fields.removeAll(keepingCapacity: true)
        let count = bytes.count
        while offset < count {
            if bytes[offset] == .lineFeed {
                offset += 1
            } else if bytes[offset] == .carriageReturn, offset + 1 < count, bytes[offset + 1] == .lineFeed {
                offset += 2
            } else {
                break
            }
            line += 1
        }
        guard offset < count else { return .end }
        let start = offset
        recordLine = line
        var index = start
        while true {
            if index < count, bytes[index] == .quote {
                var escapes = false
                let first = index + 1
                index = first
                while true {
                    guard index < count, index - first <= Self.fieldLimit else {
                        return fail(index < count ? .longQuote : .openQuote, at: first - 1, in: bytes)
                    }
                    let byte = bytes[index]
                    index += 1
                    if byte == .quote {
                        guard index < count, bytes[index] == .quote else { break }
                        escapes = true
                        index += 1
                    } else if byte == .lineFeed {
                        line += 1
                    }
                }
                fields.append(CSVField(start: first, end: index - 1, hasEscapes: escapes))
                if index < count, !bytes[index].endsField { return fail(.textAfterQuote, at: index, in: bytes) }
            } else {
                let first = index
                while index < count, !bytes[index].isSpecial { index += 1 }
                if index < count, bytes[index] == .quote { return fail(.strayQuote, at: index, in: bytes) }
                guard index - first <= Self.fieldLimit else { return fail(.longField, at: first, in: bytes) }
                fields.append(CSVField(start: first, end: index, hasEscapes: false))
            }
            guard index < count, bytes[index] == .comma else { break }
            index += 1
        }
        record = start..<index
        if index < count, bytes[index] == .carriageReturn {
            index += 1
            if index < count, bytes[index] != .lineFeed { return fail(.bareCarriageReturn, at: index - 1, in: bytes) }
        }
        if index < count { index += 1 }
        line += 1
        offset = index
        return .record
    }

    /// Goes on with the line after the one on which the record begins.
    private mutating func fail(_ problem: CSVProblem, at place: Int, in bytes: Span<UInt8>) -> Step {
        let start = offset
        var end = start
        while end < bytes.count, bytes[end] != .lineFeed { end += 1 }
        let hasReturn = end > start && bytes[end - 1] == .carriageReturn
        record = start..<(hasReturn ? end - 1 : end)
        offset = min(end + 1, bytes.count)
        line = recordLine + 1
        return .malformed(problem, at: place)
    }
}

/// How a record can break the rules of CSV.
enum CSVProblem {
    case openQuote, longQuote, textAfterQuote, strayQuote, longField, bareCarriageReturn

    var reason: String {
        switch self {
        case .openQuote: "the quote that opens here is never closed"
        case .longQuote: "the quote that opens here is not closed within \(CSVScanner.fieldLimit) bytes"
        case .textAfterQuote:
            "text after a closing quote; write the whole field in quotes, and each quote inside it twice"
        case .strayQuote: "a quote inside an unquoted field; write the field in quotes, and each quote inside it twice"
        case .longField: "a field of more than \(CSVScanner.fieldLimit) bytes"
        case .bareCarriageReturn: "a carriage return without a line feed; end lines with LF or CRLF"
        }
    }
}

extension UInt8 {
    fileprivate static let lineFeed = UInt8(ascii: "\n")
    fileprivate static let carriageReturn = UInt8(ascii: "\r")
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let comma = UInt8(ascii: ",")

    /// All four are below 45, as are few characters of a table, so one comparison passes over most.
    fileprivate var isSpecial: Bool {
        self < 45 && (self == .comma || self == .lineFeed || self == .quote || self == .carriageReturn)
    }

    fileprivate var endsField: Bool { self == .comma || self == .lineFeed || self == .carriageReturn }
}
