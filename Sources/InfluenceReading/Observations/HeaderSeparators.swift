/// The first line of a file as it stands, looked at before it is split: by what else than commas its columns are separated.
struct HeaderSeparators {
    private let text: String

    init(at offset: Int, in bytes: Span<UInt8>) {
        var line: [UInt8] = []
        var index = offset
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n"), line.count < CSVScanner.fieldLimit {
            line.append(bytes[index])
            index += 1
        }
        text = String(decoding: line, as: UTF8.self)
    }

    /// What a spreadsheet or another program made of the header; `nil` where commas are what separates it.
    var problem: String? {
        if text.hasPrefix("sep=") {
            return "'sep=' is a line for spreadsheets alone; leave it out, and save the file \(Self.way)"
        }
        let byComma = columns(separatedBy: ",")
        // The required columns need two separators.
        let found = Self.others.map { ($0.name, columns(separatedBy: $0.character)) }.filter { $0.1 > max(byComma, 2) }
        // Of equally good ones the first.
        guard let best = found.max(by: { $0.1 < $1.1 }) else { return nil }
        return "the columns are separated by \(best.0); save the file \(Self.way)"
    }

    private static let way = "with commas between the columns and points in numbers"

    private static let others: [(character: Character, name: String)] = [
        (";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars"), (":", "colons"), (" ", "blanks"),
    ]

    /// How many names of columns there are between the separators.
    private func columns(separatedBy separator: Character) -> Int {
        text.split(separator: separator).count { part in
            let name = part.lowercased().filter { $0.isLetter }
            return ObservationColumn(rawValue: name) != nil
        }
    }
}
