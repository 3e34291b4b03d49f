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
