/// When something that a person asked for is over.
package enum Expiry: Hashable, Sendable {
    /// At that time by the wall clock, a date: setting the clock does not move it.
    case at(Instant)
    /// Once so much time has passed, whatever the clock is set to meanwhile.
    case after(TimeSpan)

    package func moment(from now: Instant) -> Instant {
        switch self {
        case .at(let moment): moment
        case .after(let span): now.adding(microseconds: span.microseconds)
        }
    }

    package var isSpan: Bool {
        if case .after = self { true } else { false }
    }
}
