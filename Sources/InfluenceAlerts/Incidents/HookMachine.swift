package import InfluenceModel

/// What one hook must be told next of one incident, so that its picture is the truth. A pure function; what is told is
/// written down where it is put into the outbox.
///
/// | picture of the hook | truth: firing | truth: no_data | truth: ended |
/// |---------------------|---------------|----------------|--------------|
/// | nothing             | `firing`      | `firing`       | -            |
/// | firing              | -             | `no_data`      | `resolved`   |
/// | no_data             | `data_back`   | -              | `resolved`   |
/// | resolved            | `firing`      | `firing`       | -            |
///
/// A `firing` whose state is no_data makes the picture no_data. Where nothing is to be told of an open incident, a `repeat`
/// is if a reminder is owed. What happens is told to those whose row says so; while a silence lasts it is kept back when its
/// turn has come, and when it ends the table is asked again. While the incident flaps the table is asked nothing.
package enum HookMachine {
    package static func next(_ picture: ToldHook.Picture, _ truth: Incident.Truth) -> AlertEventKind? {
        switch (picture, truth) {
        case (.nothing, .firing), (.nothing, .noData), (.resolved, .firing), (.resolved, .noData): .firing
        case (.firing, .noData): .noData
        case (.noData, .firing): .dataBack
        case (.firing, .ended), (.noData, .ended): .resolved
        case (.nothing, .ended), (.resolved, .ended), (.firing, .firing), (.noData, .noData): nil
        }
    }

    /// Whether the hook is to get a reminder.
    /// - Parameter isDue: `repeat_interval` has passed.
    package static func wantsRepeat(
        _ told: ToldHook,
        _ truth: Incident.Truth,
        isDue: Bool,
        isAcknowledged: Bool
    ) -> Bool {
        guard truth != .ended, told.picture.isOpen, next(told.picture, truth) == nil else { return false }
        return isDue || told.debt == .restore || (told.debt == .silence && !isAcknowledged)
    }
}

/// What an evaluation knows of those who are told: what they have heard, and what keeps it from them.
package struct Hearing: Sendable {
    /// By incident: of all that are open, and of those of which somebody does not know yet that they are over.
    package var told: [String: [ToldHook]]
    /// The hooks that can be executed; `nil`: all.
    package var hooks: Set<String>?
    package var isSilenced: @Sendable (Incident) -> Bool
    package var isAcknowledged: @Sendable (Incident) -> Bool

    package init(
        told: [String: [ToldHook]] = [:],
        hooks: Set<String>? = nil,
        isSilenced: @escaping @Sendable (Incident) -> Bool = { _ in false },
        isAcknowledged: @escaping @Sendable (Incident) -> Bool = { _ in false }
    ) {
        self.told = told
        self.hooks = hooks
        self.isSilenced = isSilenced
        self.isAcknowledged = isAcknowledged
    }
}
