/// What the texts of one column mean, each worked out once: a table repeats few texts in many rows.
///
/// Keyed by the bytes as they stand in the file, which is not copied. Swift's own seeded hash keeps a hostile file from
/// making the look-up slow; results do not depend on it.
struct TextCache<Value> {
    /// A text's number, in order of first appearance, and its meaning.
    typealias Entry = (number: Int, value: Value)

    private var values: [Value] = []
    private var places: [Range<Int>] = []
    private var hashes: [Int] = []
    /// Open addressing: 1 + a number, or 0. A power of two.
    private var slots = [UInt32](repeating: 0, count: 64)
    private var last = -1
    private let limit: Int

    /// - Parameter limit: after that many texts new ones are worked out each time, and all numbered `limit`.
    init(limit: Int = .max) {
        self.limit = limit
    }

    /// - Parameters:
    ///   - isKept: those that are not are worked out each time, and all numbered `limit`.
    ///   - make: works a new text out from its place in `bytes`.
    mutating func entry(
        at place: Range<Int>,
        in bytes: Span<UInt8>,
        isKept: (Value) -> Bool = { _ in true },
        make: () -> Value
    ) -> Entry {
        // Sorted tables repeat the text of the row before.
        if last >= 0, Self.equal(places[last], place, bytes) { return (last, values[last]) }
        let hash = Self.hash(place, bytes)
        let mask = slots.count - 1
        var slot = hash & mask
        while slots[slot] != 0 {
            let number = Int(slots[slot]) - 1
            if hashes[number] == hash, Self.equal(places[number], place, bytes) {
                last = number
                return (number, values[number])
            }
            slot = (slot + 1) & mask
        }
        let value = make()
        guard values.count < limit, isKept(value) else { return (limit, value) }
        last = values.count
        values.append(value)
        places.append(place)
        hashes.append(hash)
        slots[slot] = UInt32(values.count)
        if values.count * 2 > slots.count { grow() }
        return (last, value)
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = slots.count - 1
        for (number, hash) in hashes.enumerated() {
            var slot = hash & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = UInt32(number + 1)
        }
    }

    private static func hash(_ place: Range<Int>, _ bytes: Span<UInt8>) -> Int {
        bytes.extracting(place).withUnsafeBytes { buffer in
            var hasher = Hasher()
            hasher.combine(bytes: buffer)
            return hasher.finalize()
        }
    }

    private static func equal(_ left: Range<Int>, _ right: Range<Int>, _ bytes: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        var (i, j) = (left.lowerBound, right.lowerBound)
        while i < left.upperBound {
            if bytes[i] != bytes[j] { return false }
            i += 1
            j += 1
        }
        return true
    }
}
