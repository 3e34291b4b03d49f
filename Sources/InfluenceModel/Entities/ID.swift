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

/// An external actor. ISO 3166-1 alpha-3 where one exists.
package struct Power: Hashable, Sendable {
    package let id: PowerID
    package let name: String
    /// The union that this power is a member of (Germany in the European Union): only one of the two in any share.
    package let within: PowerID?
    /// Which group it is of under each grouping: `region` to `Europe`.
    package let groups: [String: String]

    package init(id: PowerID, name: String, within: PowerID? = nil, groups: [String: String] = [:]) {
        self.id = id
        self.name = name
        self.within = within
        self.groups = groups
    }
}

/// A host country.
package struct Country: Hashable, Sendable {
    package let id: CountryID
    package let name: String
    /// Which group it is of under each grouping.
    package let groups: [String: String]

    package init(id: CountryID, name: String, groups: [String: String] = [:]) {
        self.id = id
        self.name = name
        self.groups = groups
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

/// One power in one country.
package struct Dyad: Hashable, Sendable {
    package let power: PowerID
    package let country: CountryID

    package init(power: PowerID, country: CountryID) {
        self.power = power
        self.country = country
    }
}
