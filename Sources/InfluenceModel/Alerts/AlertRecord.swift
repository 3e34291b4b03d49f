/// Where an alert stands.
package enum AlertState: String, CaseIterable, Sendable {
    case inactive
    /// The condition holds, but not yet for as long as the rule asks.
    case pending
    case firing
    /// The condition holds no more, but not yet for as long as the rule asks.
    case recovering
    /// The data of an alert that was firing have disappeared. Never resolves by itself.
    case noData = "no_data"

    /// Whether somebody has been, or is to be, told of it.
    package var isOpen: Bool { self == .firing || self == .recovering || self == .noData }
}

/// All that one alert remembers between evaluations: state and clocks, exactly as the store keeps them.
package struct AlertRecord: Hashable, Sendable {
    package let key: AlertKey
    /// Of the rule's condition and timing: with another one the record is of another rule, and begins anew.
    package var fingerprint: String
    package var state: AlertState
    /// When it entered the state.
    package var since: Instant
    /// Since when the condition has held without a break; `nil` where it does not.
    package var activeSince: Instant?
    /// The first evaluation at which the condition of an open alert held no more; `nil` where it holds.
    package var recoveringSince: Instant?
    /// The `firing` event that opened the alert: what is acknowledged. `nil` unless it is open.
    package var opening: String?
    /// When the last `firing`, `no_data` or `repeat` event was: reminders are counted from it.
    package var notifiedAt: Instant?
    /// The data periods that became known while the condition held, the one at its beginning included.
    package var dataPeriods: Int
    /// The newest reference period of the data at the last evaluation that had any.
    package var dataPeriod: Period?
    /// `false` from a first evaluation that met the condition under `startup: arm` until it is met no more.
    package var isArmed: Bool
    /// Whether the last `firing` or `resolved` event was `firing`: what the world has been told.
    package var isAnnounced: Bool
    /// The moments of the latest `firing` and `resolved` transitions, told or suppressed, within the flap window.
    package var transitions: [Instant]
    package var isFlapping: Bool
    /// The value of the last evaluation that had one, in the condition's unit, and what it was computed from.
    package var baseline: AlertBaseline?
    /// Why a transition that the value asks for is not made; `nil` where none is held.
    package var hold: AlertHold?
    /// How many events it has had.
    package var sequence: Int

    package init(key: AlertKey, fingerprint: String, since: Instant) {
        self.key = key
        self.fingerprint = fingerprint
        state = .inactive
        self.since = since
        dataPeriods = 0
        isArmed = true
        isAnnounced = false
        transitions = []
        isFlapping = false
        sequence = 0
    }
}

/// What a value was at an evaluation, to tell whether the next one moved for reasons of its own.
package struct AlertBaseline: Hashable, Sendable {
    package var value: Double
    /// Of the value, and of the one it is compared with (the counterpart's score).
    package var coverage: Double
    package var counterCoverage: Double?
    /// The model and the arithmetic that computed it.
    package var basis: String

    package init(value: Double, coverage: Double, counterCoverage: Double?, basis: String) {
        self.value = value
        self.coverage = coverage
        self.counterCoverage = counterCoverage
        self.basis = basis
    }
}

/// A transition that is not made because the value moved for want of data, by another model, or at a break of series.
package struct AlertHold: Hashable, Sendable {
    package enum Cause: String, CaseIterable, Sendable {
        case coverage, model
        case seriesBreak = "break"
    }

    package var cause: Cause
    package var since: Instant
    /// The value that is held: once it moves on between two comparable figures, the condition decides again.
    package var value: Double
    /// A sentence for people.
    package var reason: String

    package init(cause: Cause, since: Instant, value: Double, reason: String) {
        self.cause = cause
        self.since = since
        self.value = value
        self.reason = reason
    }
}
