/// What a clock that was wrong, or was set, does to what an alert remembers.
extension AlertRecord {
    /// The same with every moment replaced.
    package func movingMoments(_ move: (Instant) -> Instant) -> AlertRecord {
        var copy = self
        copy.since = move(since)
        copy.activeSince = activeSince.map(move)
        copy.recoveringSince = recoveringSince.map(move)
        copy.notifiedAt = notifiedAt.map(move)
        copy.transitions = transitions.map(move)
        copy.hold?.since = hold.map { move($0.since) } ?? since
        return copy
    }

    /// The last of its moments.
    package var lastMoment: Instant {
        ([since, activeSince, recoveringSince, notifiedAt, hold?.since].compactMap(\.self) + transitions).max() ?? since
    }
}
