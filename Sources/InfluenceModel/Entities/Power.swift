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
