/// By position of powers, the one that each is inside of, as a member of a union.
package struct UnionPositions: Sendable {
    private let unions: [Int?]

    package init(of powers: [Power]) {
        let places = Dictionary(zip(powers.map(\.id), 0...)) { first, _ in first }
        unions = powers.map { $0.within.flatMap { places[$0] } }
    }

    /// `nil`: inside none.
    package subscript(power: Int) -> Int? { unions.indices.contains(power) ? unions[power] : nil }

    /// Whether a power adds to what all have together: its union, where that has a figure too, stands for both.
    package func addsUp(_ power: Int, _ hasFigure: (Int) -> Bool) -> Bool {
        !(self[power].map(hasFigure) ?? false)
    }
}
