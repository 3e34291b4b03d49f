internal import InfluenceModel

/// The keys of the rows read so far, each with its line: finds the second row of one observation.
///
/// Open addressing, because a file has millions of keys of a few bytes each. The hash is seeded at random, so that no
/// file can be written to make it slow; what is found does not depend on it.
struct SeenKeys {
    /// Numbers stand for the texts that make up a series' key; -1 for none.
    struct Key: Equatable {
        let indicator: Int32
        let power: Int32
        let country: Int32
        let reporter: Int32
        let start: Int32
        let end: Int32

        init(indicator: Int, power: Int, country: Int, reporter: Int, period: Period) {
            self.indicator = Int32(truncatingIfNeeded: indicator)
            self.power = Int32(truncatingIfNeeded: power)
            self.country = Int32(truncatingIfNeeded: country)
            self.reporter = Int32(truncatingIfNeeded: reporter)
            start = Int32(truncatingIfNeeded: period.start.number)
            end = Int32(truncatingIfNeeded: period.end.number)
        }
    }

    private struct Entry {
        let key: Key
        let line: UInt32
    }

    private var entries: [Entry] = []
    /// 0, or the upper half of a hash above 1 + the place of its key. A power of two, at most half full.
    private var slots: [UInt64]
    private let seed = UInt64.random(in: .min ... .max)

    /// - Parameter rows: about as many as are to come.
    init(expecting rows: Int) {
        entries.reserveCapacity(rows)
        var slotCount = 1024
        // Not without bound: a wrong guess must not cost more than the file does.
        while slotCount < 2 * rows, slotCount < 1 << 22 { slotCount *= 2 }
        slots = [UInt64](repeating: 0, count: slotCount)
    }

    /// The lines of all keys, in the order in which they came.
    var lines: [Int] { entries.map { Int($0.line) } }

    /// Notes that the row on `line` has the key.
    /// - Returns: the line of the first row with it, if this is not that.
    mutating func insert(_ key: Key, line: Int) -> Int? {
        let hash = hash(key)
        let mask = slots.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let place = Int(slots[slot] & 0xFFFF_FFFF) - 1
            if slots[slot] >> 32 == hash >> 32, entries[place].key == key { return Int(entries[place].line) }
            slot = (slot + 1) & mask
        }
        entries.append(Entry(key: key, line: UInt32(truncatingIfNeeded: line)))
        slots[slot] = hash & ~0xFFFF_FFFF | UInt64(entries.count)
        if entries.count * 2 > slots.count { grow() }
        return nil
    }

    private mutating func grow() {
        slots = [UInt64](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (place, entry) in entries.enumerated() {
            let hash = hash(entry.key)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = hash & ~0xFFFF_FFFF | UInt64(place + 1)
        }
    }

    private func hash(_ key: Key) -> UInt64 {
        func word(_ low: Int32, _ high: Int32) -> UInt64 {
            UInt64(UInt32(bitPattern: low)) | UInt64(UInt32(bitPattern: high)) << 32
        }
        var hash = Self.mixed(seed ^ word(key.indicator, key.power))
        hash = Self.mixed(hash ^ word(key.country, key.reporter))
        return Self.mixed(hash ^ word(key.start, key.end))
    }

    /// The 128-bit product folded, after wyhash (Wang Yi).
    private static func mixed(_ value: UInt64) -> UInt64 {
        let (high, low) = value.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return high ^ low
    }
}
