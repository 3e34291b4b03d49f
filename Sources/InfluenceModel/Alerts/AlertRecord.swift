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
    /// The last incident, open or ended; `nil` where there was none yet.
    package var incident: String?
    /// The data periods that became known while the condition held, that of the datum which made it hold included, if one
    /// did.
    package var dataPeriods: Int
    /// The newest reference period of the data at the last evaluation that had any and was not held; while the alert is
    /// pending the newest of all that it has seen.
    package var dataPeriod: Period?
    /// `false` where the condition does not count yet: until it has been seen with data, and where they met it, until it
    /// has been left.
    package var isArmed: Bool
    /// The moments of the latest `firing` and `resolved` transitions, told or suppressed, within the flap window.
    package var transitions: [Instant]
    package var isFlapping: Bool
    /// The value of the last evaluation that had one, in the condition's unit, and what it was computed from. `nil`: it has
    /// not been seen with data yet.
    package var baseline: AlertBaseline?
    /// Of an alert without a baseline: the model and the arithmetic of the last evaluation.
    package var basis: String?
    /// Figures that met the condition or were between its levels, and how it stood; the latest last, at most ``AlertFigure/kept``.
    package var figures: [AlertFigure]
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
        transitions = []
        isFlapping = false
        figures = []
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
    /// The value that is held, of a rank the score that it is of: once it moves on between two comparable figures, the
    /// condition decides again.
    package var value: Double
    /// A sentence for people.
    package var reason: String
    /// The event that told of it: what is acknowledged. `nil` until there is one.
    package var event: String?
    /// Somebody has accepted the value: it counts as any other.
    package var isAccepted: Bool

    package init(cause: Cause, since: Instant, value: Double, reason: String) {
        self.cause = cause
        self.since = since
        self.value = value
        self.reason = reason
        isAccepted = false
    }
}

/// A figure that met the condition or was between its levels, to tell a correction back to it from a movement.
package struct AlertFigure: Hashable, Sendable {
    /// How many an alert remembers.
    package static let kept = 8

    /// Names the figure: equal for equal ones only.
    package let signature: UInt64
    /// The newest reference period of the data beneath.
    package let dataPeriod: Period?
    /// Whether an incident was open then; `false`: it met the condition before the alert was armed, or was between.
    package let wasOpen: Bool

    package init(signature: UInt64, dataPeriod: Period?, wasOpen: Bool) {
        self.signature = signature
        self.dataPeriod = dataPeriod
        self.wasOpen = wasOpen
    }
}
