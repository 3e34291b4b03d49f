/// The identifier of an `Entity`: a short text that never changes its meaning. Ordered by code point, in no locale.
package struct ID<Entity>: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: Self, right: Self) -> Bool {
        // Compared as bytes: String's own order normalises Unicode, which costs time and is not needed here.
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension ID: ExpressibleByStringLiteral {
    package init(stringLiteral value: String) {
        self.init(value)
    }
}

package typealias PowerID = ID<Power>
package typealias CountryID = ID<Country>
/// The id of any element of the model tree: `index`, a dimension, an indicator.
package typealias NodeID = ID<Node>

extension ID where Entity == Power {
    /// All partners together.
    package static let world = PowerID("WLD")
}
