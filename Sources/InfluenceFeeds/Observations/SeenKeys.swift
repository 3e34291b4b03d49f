internal import InfluenceModel

/// The keys of the rows read so far, each with its line: finds the second row of one observation.
struct SeenKeys {
    /// Numbers stand for the texts that make up a series' key; 0 for none.
    struct Key: Hashable {
        var indicator: Int
        var power: Int
        var country: Int
        var reporter: Int
        var period: Period
    }

    private var lines: [Key: Int] = [:]

    mutating func reserve(_ count: Int) {
        lines.reserveCapacity(count)
    }

    /// Notes that the row on `line` has the key.
    /// - Returns: the line of the first row with it, if this is not that.
    mutating func insert(_ key: Key, line: Int) -> Int? {
        if let first = lines.updateValue(line, forKey: key) {
            lines[key] = first
            return first
        }
        return nil
    }
}
