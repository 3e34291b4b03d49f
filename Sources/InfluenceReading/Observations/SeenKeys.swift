internal import InfluenceModel

/// The keys of the rows read so far, each with its line: finds the second row of one observation.
///
/// Most files list a series by rising periods, and what rises is there once: of such a series the last period is all that
/// is looked at. Where one falls back, its rows are looked up from then on, by open addressing: a file has millions of them,
/// of a few bytes each. The hashes are seeded at random, so that no file can be written to make them slow; what is found
/// does not depend on them.
struct SeenKeys {
    /// Numbers stand for the texts that make up a series' key; -1 for none.
    struct Key {
        /// Indicator, power, country, reporter.
        let series: SIMD4<Int32>
        let period: Period

        init(indicator: Int, power: Int, country: Int, reporter: Int, period: Period) {
            series = SIMD4(
                Int32(truncatingIfNeeded: indicator),
                Int32(truncatingIfNeeded: power),
                Int32(truncatingIfNeeded: country),
                Int32(truncatingIfNeeded: reporter)
            )
            self.period = period
        }
    }

    private struct Entry {
        let series: Int32
        let start: Int32
        let end: Int32
        let line: UInt32
        /// Of the same series, the one that came before: 1 + its place, or 0.
        let before: UInt32

        func isSame(as other: Entry) -> Bool {
            series == other.series && start == other.start && end == other.end
        }
    }

    private struct Series {
        let key: SIMD4<Int32>
        /// The last of its entries: 1 + its place.
        var last: UInt32 = 0
        /// Whether its entries are in the slots: its periods did not only rise.
        var isHashed = false
    }

    private var entries: [Entry] = []
    private var series: [Series] = []
    private var current: (key: SIMD4<Int32>, number: Int)?
    private var seriesSlots = HashSlots()
    private var entrySlots = HashSlots()
    private let seed = UInt64.random(in: .min ... .max)

    /// - Parameter rows: about as many as are to come.
    init(expecting rows: Int) {
        entries.reserveCapacity(rows)
    }

    /// The lines of all keys, in the order in which they came.
    var lines: [Int] { entries.map { Int($0.line) } }

    /// Notes that the row on `line` has the key.
    /// - Returns: the line of the first row with it, if this is not that.
    mutating func insert(_ key: Key, line: Int) -> Int? {
        let number = number(of: key.series)
        let last = series[number].last
        let entry = Entry(
            series: Int32(truncatingIfNeeded: number),
            start: Int32(truncatingIfNeeded: key.period.start.number),
            end: Int32(truncatingIfNeeded: key.period.end.number),
            line: UInt32(truncatingIfNeeded: line),
            before: last
        )
        if !series[number].isHashed, last > 0 {
            let before = entries[Int(last) - 1]
            if (entry.end, entry.start) <= (before.end, before.start) { hashAll(of: number) }
        }
        if series[number].isHashed {
            let hash = hash(entry)
            let first = entrySlots.place(under: hash) { entries[$0].isSame(as: entry) }
            if let first { return Int(entries[first].line) }
            entrySlots.note(entries.count, under: hash)
        }
        entries.append(entry)
        series[number].last = UInt32(truncatingIfNeeded: entries.count)
        return nil
    }

    private mutating func number(of key: SIMD4<Int32>) -> Int {
        // Neighbouring rows mostly share their series: comparing is cheaper than hashing.
        if let current, current.key == key { return current.number }
        let hash = hash(key)
        let number: Int
        if let known = seriesSlots.place(under: hash, where: { series[$0].key == key }) {
            number = known
        } else {
            number = series.count
            series.append(Series(key: key))
            seriesSlots.note(number, under: hash)
        }
        current = (key, number)
        return number
    }

    /// Of a series whose periods rose so far.
    private mutating func hashAll(of number: Int) {
        series[number].isHashed = true
        var next = series[number].last
        while next > 0 {
            let place = Int(next) - 1
            entrySlots.note(place, under: hash(entries[place]))
            next = entries[place].before
        }
    }

    private func hash(_ entry: Entry) -> UInt32 {
        hash(UInt64(UInt32(bitPattern: entry.series)), Self.word(entry.start, entry.end))
    }

    private func hash(_ key: SIMD4<Int32>) -> UInt32 {
        hash(Self.word(key.x, key.y), Self.word(key.z, key.w))
    }

    private func hash(_ first: UInt64, _ second: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: Self.mixed(Self.mixed(seed ^ first) ^ second))
    }

    private static func word(_ low: Int32, _ high: Int32) -> UInt64 {
        UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
    }

    /// The 128-bit product folded, after wyhash (Wang Yi).
    private static func mixed(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}

/// Places in a list by hashes of what stands there: open addressing.
private struct HashSlots {
    /// 0, or a hash above 1 + a place. A power of two, at most half full.
    private var slots: [UInt64] = []
    private var count = 0

    /// The place noted under a hash at which `isSame` holds.
    func place(under hash: UInt32, where isSame: (Int) -> Bool) -> Int? {
        guard !slots.isEmpty else { return nil }
        let mask = slots.count - 1
        var slot = Int(hash) & mask
        while slots[slot] != 0 {
            if slots[slot] >> 32 == UInt64(hash) {
                let place = Int(slots[slot] & 0xFFFF_FFFF) - 1
                if isSame(place) { return place }
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    mutating func note(_ place: Int, under hash: UInt32) {
        if (count + 1) * 2 > slots.count { grow() }
        count += 1
        fill(UInt64(hash) << 32 | UInt64(place + 1))
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: max(1024, old.count * 2))
        for filled in old where filled != 0 { fill(filled) }
    }

    private mutating func fill(_ filled: UInt64) {
        let mask = slots.count - 1
        var slot = Int(filled >> 32) & mask
        while slots[slot] != 0 { slot = (slot + 1) & mask }
        slots[slot] = filled
    }
}
