/// Which edition of each method a computation used: `aggregate.copeland=2 window.decay=2`.
///
/// A method's edition rises with every change of its meaning or of its bits. Figures of two editions are not compared bit
/// for bit, and what a run of another edition computed is not computed once more: no old arithmetic is kept.
package struct MethodEditions: Hashable, Sendable {
    private let editions: [String: Int]

    /// - Parameter editions: by the method's name, which holds neither blanks nor `=`.
    package init(_ editions: [String: Int]) {
        self.editions = editions
    }

    /// Reads what ``text`` wrote.
    /// - Returns: `nil` for a text of another form, the empty one among them: nothing is known of such a computation.
    package init?(text: String) {
        guard !text.isEmpty else { return nil }
        var editions: [String: Int] = [:]
        for entry in text.split(separator: " ", omittingEmptySubsequences: false) {
            let parts = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty, let edition = Int(parts[1]),
                editions.updateValue(edition, forKey: String(parts[0])) == nil
            else { return nil }
        }
        self.init(editions)
    }

    /// `name=edition` of every method, in code-point order: equal texts are equal editions.
    package var text: String {
        sorted.map { "\($0)=\(editions[$0] ?? 0)" }.joined(separator: " ")
    }

    /// The methods that the other one used in another edition, or only one of the two used: `window.decay (1, here 2)`.
    package func differences(from other: MethodEditions) -> [String] {
        Set(editions.keys).union(other.editions.keys)
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .compactMap { method in
                let (own, others) = (editions[method], other.editions[method])
                guard own != others else { return nil }
                return "\(method) (\(others.map { "\($0)" } ?? "none"), here \(own.map { "\($0)" } ?? "none"))"
            }
    }

    private var sorted: [String] {
        editions.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
}
