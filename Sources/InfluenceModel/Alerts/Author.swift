/// Who did something through the control socket, as the kernel vouches for it.
package struct Author: Hashable, Sendable {
    package let user: UInt32
    /// The user's name at that time; the number where it has none.
    package let name: String

    package init(user: UInt32, name: String) {
        self.user = user
        self.name = name
    }
}
