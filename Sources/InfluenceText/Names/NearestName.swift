/// Messages about names that do not exist: what was probably meant, and what there is.
package enum NearestName {
    /// The known name that is most like `name`, or `nil` where none is close: at most a third of its letters differ (two
    /// for short names, one for those of up to four letters). Case does not count. Of equally close names the first. Without
    /// any, the only known name that begins so.
    package static func find(_ name: String, among known: some Sequence<String>) -> String? {
        let wanted = folded(name)
        guard wanted.count <= 64 else { return nil }
        let limit = wanted.count > 4 ? max(2, wanted.count / 3) : 1
        var best: (name: String, distance: Int)?
        for candidate in known {
            let letters = folded(candidate)
            let bound = min(best.map { $0.distance - 1 } ?? limit, max(letters.count, wanted.count) - 1)
            guard letters.count <= 64, abs(letters.count - wanted.count) <= bound else { continue }
            let distance = distance(wanted, letters)
            if distance <= bound { best = (candidate, distance) }
            if distance == 0 { break }
        }
        if let best { return best.name }
        guard wanted.count >= shortestBeginning else { return nil }
        var longer = known.lazy.filter { folded($0).starts(with: wanted) }.makeIterator()
        let only = longer.next()
        return longer.next() == nil ? only : nil
    }

    /// Fewer letters begin too much.
    private static let shortestBeginning = 3

    /// `; did you mean 'weight'?`, at the end of a sentence.
    /// - Parameter text: What was probably meant, with its quotation marks.
    package static func question(_ text: String) -> String { "; did you mean \(text)?" }

    /// `; did you mean 'weight'? known: id, title, weight`, with at most `limit` names; empty where nothing is known.
    /// - Parameter meant: what is known to have been meant; `nil`: what is most like the name.
    package static func hint(
        for name: String,
        among known: [String],
        meant: String? = nil,
        limit: Int = 40
    ) -> String {
        guard !known.isEmpty else { return "" }
        let suggestion = (meant ?? find(name, among: known)).map { question("'\($0)'") } ?? ";"
        return "\(suggestion) known: \(list(known, limit: limit))"
    }

    /// `a, b, c and 17 more`
    package static func list(_ names: [String], limit: Int = 40) -> String {
        let shown = names.prefix(limit).joined(separator: ", ")
        return names.count > limit ? "\(shown) and \(names.count - limit) more" : shown
    }

    private static func folded(_ text: String) -> [UInt8] {
        text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
    }

    /// The number of bytes to insert, delete, replace or swap with the next (optimal string alignment).
    /// Source: Damerau (1964), in the restricted form.
    static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for i in 0..<left.count {
            var current = [i + 1]
            current.reserveCapacity(right.count + 1)
            for j in 0..<right.count {
                let replaced = previous[j] + (left[i] == right[j] ? 0 : 1)
                var value = min(replaced, previous[j + 1] + 1, current[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    value = min(value, beforePrevious[j - 1] + 1)
                }
                current.append(value)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
