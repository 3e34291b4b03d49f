/// The k-th smallest values.
enum OrderStatistics {
    private static let bucketCount = 512
    /// So many values are sorted whole.
    private static let few = 64

    /// - Parameters:
    ///   - wanted: Positions in the order of size, ascending, each once, all below the number of values.
    ///   - values: None NaN.
    static func select(_ wanted: [Int], of values: [Double]) -> [Double] {
        guard values.count > few else {
            let sorted = values.sorted()
            return wanted.map { $0 < sorted.count ? sorted[$0] : .nan }
        }
        let (least, greatest) = ends(of: values)
        guard least < greatest else { return wanted.map { _ in least } }
        let scale = Double(bucketCount - 1) / (greatest - least)
        // A range beyond the numbers, or too small to be divided.
        guard scale.isFinite, scale > 0 else {
            let sorted = values.sorted()
            return wanted.map { sorted[$0] }
        }

        // Every step of the way to a bucket is monotonic: a smaller value is in no later bucket.
        @inline(__always)
        func bucket(of value: Double) -> UInt16 {
            // The lowest bits of a number that large are a whole number, rounded to.
            UInt16(truncatingIfNeeded: ((value - least) * scale + 0x1p52).bitPattern)
        }
        var counts = [Int](repeating: 0, count: bucketCount)
        var buckets = [UInt16](repeating: 0, count: values.count)
        do {
            let values = values.span
            var counts = counts.mutableSpan
            var buckets = buckets.mutableSpan
            for position in values.indices {
                let number = bucket(of: values[position])
                buckets[position] = number
                counts[Int(number)] &+= 1
            }
        }
        // Of the buckets that hold a position wanted: where their values are kept, one bucket after the other.
        var ends = [Int](repeating: 0, count: bucketCount)
        var isWanted = [UInt8](repeating: 0, count: bucketCount)
        var targets: [Target] = []
        targets.reserveCapacity(wanted.count)
        var kept = 0
        do {
            let counts = counts.span
            var (number, before) = (0, 0)
            for position in wanted {
                while before &+ counts[number] <= position {
                    before &+= counts[number]
                    number &+= 1
                }
                if isWanted[number] == 0 {
                    isWanted[number] = 1
                    ends[number] = kept
                    kept += counts[number]
                }
                targets.append(Target(bucket: kept - counts[number]..<kept, rank: position - before))
            }
        }
        // Where they lie: found without a branch, which would be foretold wrongly for each of them.
        var places = [Int](repeating: 0, count: kept + 1)
        do {
            let buckets = buckets.span
            let isWanted = isWanted.span
            var places = places.mutableSpan
            var count = 0
            for position in buckets.indices {
                places[count] = position
                count &+= Int(isWanted[Int(buckets[position])])
            }
        }
        var collected = [Double](repeating: 0, count: kept)
        for position in places.prefix(kept) {
            let number = Int(buckets[position])
            collected[ends[number]] = values[position]
            ends[number] += 1
        }
        return found(targets, in: &collected)
    }

    /// A value that is wanted: the bucket that it is in, among the values collected, and how many of that are smaller.
    private struct Target {
        let bucket: Range<Int>
        let rank: Int
    }

    /// - Parameter targets: In the order of the buckets.
    private static func found(_ targets: [Target], in collected: inout [Double]) -> [Double] {
        var found: [Double] = []
        found.reserveCapacity(targets.count)
        var rest = targets[...]
        while let bucket = rest.first?.bucket {
            let own = rest.prefix { $0.bucket == bucket }
            rest = rest.dropFirst(own.count)
            if bucket.count > few {
                found += select(own.map(\.rank), of: Array(collected[bucket]))
            } else {
                sort(&collected, bucket)
                for target in own { found.append(collected[bucket.lowerBound + target.rank]) }
            }
        }
        return found
    }

    /// Few values, each put in its place among those before.
    private static func sort(_ values: inout [Double], _ range: Range<Int>) {
        var values = values.mutableSpan
        for position in range.dropFirst() {
            let value = values[position]
            var place = position
            while place > range.lowerBound, values[place &- 1] > value {
                values[place] = values[place &- 1]
                place &-= 1
            }
            values[place] = value
        }
    }

    private static func ends(of values: [Double]) -> (Double, Double) {
        // Eight of each: a single chain of comparisons waits for itself.
        var low = SIMD8<Double>(repeating: values[0])
        var high = low
        let values = values.span
        var position = 0
        while position + 8 <= values.count {
            var some = low
            for lane in 0..<8 { some[lane] = values[position &+ lane] }
            low.replace(with: some, where: some .< low)
            high.replace(with: some, where: some .> high)
            position += 8
        }
        var (least, greatest) = (low.min(), high.max())
        for rest in position..<values.count {
            (least, greatest) = (min(least, values[rest]), max(greatest, values[rest]))
        }
        return (least, greatest)
    }
}
