/// Reads compiled time-zone files: TZif, versions 2 and later.
/// Source: RFC 8536, "The Time Zone Information Format", section 3.
enum ZoneFile {
    /// Every file of the time-zone database is far smaller.
    static let maximumSize = 65_536

    enum Problem: Error, Hashable {
        case notZoneFile
        /// A version 1 file: 32-bit times only, as no database has been built for ten years.
        case version1
        case countsLeapSeconds
        case damaged(String)
    }

    static func zone(from bytes: [UInt8]) throws(Problem) -> Zone {
        var reader = Reader(bytes: bytes)
        let first = try Header(&reader)
        guard first.version >= 2 else { throw .version1 }
        // The first block repeats the data in 32 bits.
        try reader.skip(first.size(ofTime: 4))
        let header = try Header(&reader)
        guard header.leapSeconds == 0 else { throw .countsLeapSeconds }
        guard header.types > 0 else { throw .damaged("it has no local time type") }

        let times = try reader.integers(header.times, size: 8)
        let types = try reader.bytes(header.times)
        var offsets: [Int] = []
        for _ in 0..<header.types {
            offsets.append(try reader.integers(1, size: 4)[0])
            try reader.skip(2)
        }
        try reader.skip(header.characters + header.standardFlags + header.utcFlags)
        guard offsets.allSatisfy({ (-93_599...93_599).contains($0) }) else {
            throw .damaged("an offset is more than 26 hours")
        }
        var changes: [Zone.Change] = []
        for (time, type) in zip(times, types) {
            guard Int(type) < offsets.count else { throw .damaged("a change names a type that is missing") }
            guard changes.last.map({ $0.time < time }) ?? true else { throw .damaged("its changes are out of order") }
            // Before year 1 and after year 9999 nothing happens; some files begin at the big bang.
            guard (-62_135_596_800...253_402_300_799).contains(time) else { continue }
            changes.append(Zone.Change(time: time, offset: offsets[Int(type)]))
        }
        return Zone(changes: changes, initialOffset: offsets[0], rule: try rule(&reader))
    }

    /// The last line: how the changes go on.
    private static func rule(_ reader: inout Reader) throws(Problem) -> ZoneRule? {
        guard try reader.bytes(1) == [10] else { throw .damaged("its last line is missing") }
        let line = reader.rest.prefix { $0 != 10 }
        guard line.count < reader.rest.count else { throw .damaged("its last line is cut short") }
        guard !line.isEmpty else { return nil }
        guard let rule = ZoneRule(String(decoding: line, as: UTF8.self)) else {
            throw .damaged("its last line is not a POSIX time-zone rule")
        }
        return rule
    }

    private struct Header {
        let version: Int
        let utcFlags, standardFlags, leapSeconds, times, types, characters: Int

        init(_ reader: inout Reader) throws(Problem) {
            guard try reader.bytes(4) == Array("TZif".utf8) else { throw .notZoneFile }
            let version = try reader.bytes(1)[0]
            // Version 1 has a zero byte here, later ones their digit.
            self.version = version == 0 ? 1 : Int(version) - 48
            try reader.skip(15)
            let counts = try reader.integers(6, size: 4)
            guard counts.allSatisfy({ (0...ZoneFile.maximumSize).contains($0) }) else {
                throw .damaged("a count is out of range")
            }
            utcFlags = counts[0]
            standardFlags = counts[1]
            leapSeconds = counts[2]
            times = counts[3]
            types = counts[4]
            characters = counts[5]
        }

        func size(ofTime size: Int) -> Int {
            times * (size + 1) + types * 6 + characters + leapSeconds * (size + 4) + standardFlags + utcFlags
        }
    }

    private struct Reader {
        var rest: ArraySlice<UInt8>

        init(bytes: [UInt8]) { rest = bytes[...] }

        mutating func bytes(_ count: Int) throws(Problem) -> [UInt8] {
            guard count <= rest.count else { throw .damaged("it is cut short") }
            defer { rest = rest.dropFirst(count) }
            return Array(rest.prefix(count))
        }

        mutating func skip(_ count: Int) throws(Problem) {
            guard count <= rest.count else { throw .damaged("it is cut short") }
            rest = rest.dropFirst(count)
        }

        /// Signed big-endian numbers of 4 or 8 bytes.
        mutating func integers(_ count: Int, size: Int) throws(Problem) -> [Int] {
            let data = try bytes(count * size)
            return (0..<count).map { index in
                let number = data[(index * size)..<(index * size + size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                return size == 4 ? Int(Int32(truncatingIfNeeded: number)) : Int(Int64(bitPattern: number))
            }
        }
    }
}

extension ZoneFile.Problem: CustomStringConvertible {
    var description: String {
        switch self {
        case .notZoneFile: "it is not a time-zone file"
        case .version1: "it is a time-zone file of version 1, which ends in 2037; install the present tzdata"
        case .countsLeapSeconds: "it counts leap seconds, which the system clock does not"
        case .damaged(let detail): "the time-zone file is damaged: \(detail)"
        }
    }
}
