/// What one hook was told of one incident, as far as the outbox has it: handed over, waiting to be, or given up after
/// attempts of which nobody knows whether they arrived. What a silence kept back was not told.
package struct ToldHook: Hashable, Sendable {
    /// What somebody believes who read all that he was told.
    package enum Picture: String, CaseIterable, Sendable {
        /// Never told anything.
        case nothing
        case firing
        case noData = "no_data"
        case resolved

        /// Whether it is open, as far as he knows.
        package var isOpen: Bool { self == .firing || self == .noData }
    }

    /// A reminder that is owed, though the picture is right.
    package enum Debt: String, CaseIterable, Sendable {
        /// A silence or an acknowledgement kept one back.
        case silence
        /// The database was put back from a backup: what was told since is not known.
        case restore
    }

    package let hook: String
    package var picture: Picture
    /// When the event was that made the picture.
    package var at: Instant?
    package var debt: Debt?

    package init(hook: String, picture: Picture = .nothing, at: Instant? = nil, debt: Debt? = nil) {
        self.hook = hook
        self.picture = picture
        self.at = at
        self.debt = debt
    }

    /// Once the event has been told too.
    package mutating func hear(_ kind: AlertEventKind, _ state: AlertState, at: Instant) {
        guard let next = kind.picture(state) else { return }
        picture = next
        self.at = at
        debt = nil
    }
}
