/// Many observations in few bytes: what they share stands once.
///
/// Millions of observations are read, sorted and scored at a time, and an array of ``Observation`` takes 160 bytes each. Here
/// a row takes ``bytesPerRow``, and beside the rows each series 64 bytes, each text its own bytes and 8 more. Neighbours
/// share series and texts, and so do all rows as long as there are no more than 65,536 different ones: beyond them what is
/// looked for among those that came would need more memory than it saves.
///
/// To take a whole observation out makes its texts anew; what is asked of millions is asked by column.
package struct ObservationTable: Sendable {
    private struct Row: Sendable {
        /// 0 where there is none.
        var value: Double
        var series: UInt32
        let start: Day
        let end: Day
        let unit: UInt32
        let source: UInt32
        let note: UInt32
        let released: Day?
        let status: ObservationStatus
        let hasValue: Bool
    }

    private var rows: [Row] = []
    private var keys = SharedKeys()
    private var texts = SharedTexts()

    package init() {}

    package init(_ observations: some Sequence<Observation>) {
        if let table = observations as? ObservationTable {
            self = table
            return
        }
        reserveCapacity(observations.underestimatedCount)
        append(contentsOf: observations)
    }

    /// What a row takes, besides what it shares with others.
    package static var bytesPerRow: Int { MemoryLayout<Row>.stride }

    package mutating func reserveCapacity(_ count: Int) {
        rows.reserveCapacity(count)
    }

    package mutating func append(_ observation: Observation) {
        rows.append(
            Row(
                value: observation.value ?? 0,
                series: keys.number(of: observation.series),
                start: observation.period.start,
                end: observation.period.end,
                unit: texts.number(of: observation.unit, in: .unit),
                source: texts.number(of: observation.source, in: .source),
                note: texts.number(of: observation.note, in: .note),
                released: observation.released,
                status: observation.status,
                hasValue: observation.value != nil
            )
        )
    }

    package mutating func append(contentsOf observations: some Sequence<Observation>) {
        for observation in observations { append(observation) }
    }

    /// Leaves the rows at some positions, in that order, and their series in the order in which rows name them first: whoever
    /// goes through the rows then goes through both in the order of memory.
    package mutating func keep(_ positions: some Collection<UInt32>) {
        rows = positions.map { rows[Int($0)] }
        var numbers = [UInt32](repeating: .max, count: keys.keys.count)
        var kept: [SeriesKey] = []
        kept.reserveCapacity(Swift.min(rows.count, keys.keys.count))
        for position in rows.indices {
            let old = Int(rows[position].series)
            if numbers[old] == .max {
                // One that stood there twice now mostly stands once.
                if kept.last != keys.keys[old] { kept.append(keys.keys[old]) }
                numbers[old] = UInt32(truncatingIfNeeded: kept.count - 1)
            }
            rows[position].series = numbers[old]
        }
        keys = SharedKeys(kept)
    }

    // MARK: Columns

    /// Of each row a place in ``series``. One series may stand there more than once.
    package func seriesPlace(_ position: Int) -> Int { Int(rows[position].series) }

    package var series: [SeriesKey] { keys.keys }

    package func series(_ position: Int) -> SeriesKey { keys.keys[Int(rows[position].series)] }

    package func period(_ position: Int) -> Period {
        Period(from: rows[position].start, through: rows[position].end)
    }

    package func value(_ position: Int) -> Double? {
        rows[position].hasValue ? rows[position].value : nil
    }

    package func status(_ position: Int) -> ObservationStatus { rows[position].status }

    package func released(_ position: Int) -> Day? { rows[position].released }

    /// Numbers of texts, less than ``textCount``: the same number is the same text, though a text may have several.
    package func textNumbers(_ position: Int) -> (unit: Int, source: Int, note: Int) {
        let row = rows[position]
        return (Int(row.unit), Int(row.source), Int(row.note))
    }

    package var textCount: Int { texts.count }

    package func text(_ number: Int) -> String { texts[number] }

    /// Puts another value in the place of one; the observation must have a value.
    package mutating func replaceValue(_ position: Int, with value: Double) {
        rows[position].value = value
    }
}

extension ObservationTable: RandomAccessCollection {
    package var startIndex: Int { 0 }
    package var endIndex: Int { rows.count }

    package subscript(position: Int) -> Observation {
        let row = rows[position]
        return Observation(
            series: keys.keys[Int(row.series)],
            period: period(position),
            value: row.hasValue ? row.value : nil,
            unit: texts[Int(row.unit)],
            status: row.status,
            released: row.released,
            source: texts[Int(row.source)],
            note: texts[Int(row.note)]
        )
    }
}

extension ObservationTable: Equatable {
    /// By what the rows say, whatever they share.
    package static func == (left: Self, right: Self) -> Bool { left.elementsEqual(right) }
}

extension ObservationTable: ExpressibleByArrayLiteral {
    package init(arrayLiteral elements: Observation...) {
        self.init(elements)
    }
}

/// How many different ones are looked for among those that came.
private let sharedLimit = 65_536

/// Series, by numbers.
private struct SharedKeys: Sendable {
    private(set) var keys: [SeriesKey] = []
    private var known: [SeriesKey: UInt32] = [:]

    init() {}

    /// Keys that were numbered elsewhere: of further ones only the last of them is known again.
    init(_ keys: [SeriesKey]) {
        self.keys = keys
    }

    mutating func number(of key: SeriesKey) -> UInt32 {
        // Neighbours mostly share it: comparing is cheaper than hashing.
        if let last = keys.last, last == key { return UInt32(truncatingIfNeeded: keys.count - 1) }
        if let number = known[key] { return number }
        let number = UInt32(truncatingIfNeeded: keys.count)
        keys.append(key)
        if known.count < sharedLimit { known[key] = number }
        return number
    }
}

/// Texts, by numbers: their bytes one behind the other, which takes a third of the memory of as many strings.
private struct SharedTexts: Sendable {
    enum Column: Int {
        case unit, source, note
    }

    private var bytes: [UInt8] = []
    /// Where each ends. The first one is empty.
    private var ends = [0]
    private var known: [String: UInt32] = ["": 0]
    /// The last of each column: neighbours mostly share it.
    private var recent: InlineArray<3, (text: String, number: UInt32)> = InlineArray(repeating: ("", 0))

    var count: Int { ends.count }

    subscript(number: Int) -> String {
        guard number > 0 else { return "" }
        return String(decoding: bytes[ends[number - 1]..<ends[number]], as: UTF8.self)
    }

    mutating func number(of text: String, in column: Column) -> UInt32 {
        if text.isEmpty { return 0 }
        if recent[column.rawValue].text == text { return recent[column.rawValue].number }
        let number = known[text] ?? append(text)
        recent[column.rawValue] = (text, number)
        return number
    }

    private mutating func append(_ text: String) -> UInt32 {
        let number = UInt32(truncatingIfNeeded: ends.count)
        bytes.append(contentsOf: text.utf8)
        ends.append(bytes.count)
        if known.count < sharedLimit { known[text] = number }
        return number
    }
}
