/// What is wrong with the row being read: as much as is kept, with its places, and how much more there is.
struct RowProblems {
    private(set) var kept: [ObservationError] = []
    private var untold = 0

    var count: Int { kept.count + untold }

    /// All that is kept in one line.
    var summary: String { kept.isEmpty ? RejectedRow.untold : kept.map(\.message).joined(separator: "; ") }

    /// - Parameters:
    ///   - place: where it is, in bytes.
    ///   - row: the line and the place at which the row begins. A quoted field may hold line ends.
    ///   - room: how many may be kept, those of this row included.
    mutating func add(
        _ reason: () -> String,
        field: String,
        at place: Int,
        of row: (line: Int, start: Int),
        in bytes: Span<UInt8>,
        room: Int
    ) {
        guard kept.count < room else {
            untold += 1
            return
        }
        var line = row.line
        var column = 1
        var index = row.start
        while index < min(place, bytes.count) {
            if bytes[index] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if bytes[index] & 0xC0 != 0x80 {
                column += 1
            }
            index += 1
        }
        kept.append(ObservationError(line: line, column: column, field: field, reason: reason()))
    }

    /// Puts what is kept into the order of the places.
    mutating func sort() {
        kept.sort { ($0.line, $0.column) < ($1.line, $1.column) }
    }

    mutating func removeAll() {
        kept.removeAll(keepingCapacity: true)
        untold = 0
    }
}
