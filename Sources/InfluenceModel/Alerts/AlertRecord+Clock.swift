/// What a clock that was wrong, or was set, does to what an alert and an incident remember.
extension AlertRecord {
    /// The same by a clock that was set: what was written since `begin` moves with it.
    package func movingMoments(by step: Int64, since begin: Instant) -> AlertRecord {
        movingMoments { $0 < begin ? $0 : $0.adding(microseconds: step) }
    }

    /// The same with every moment replaced.
    package func movingMoments(_ move: (Instant) -> Instant) -> AlertRecord {
        var copy = self
        copy.since = move(since)
        copy.activeSince = activeSince.map(move)
        copy.recoveringSince = recoveringSince.map(move)
        copy.transitions = transitions.map(move)
        copy.hold?.since = hold.map { move($0.since) } ?? since
        return copy
    }

    /// The last of its moments.
    package var lastMoment: Instant {
        ([since, activeSince, recoveringSince, hold?.since].compactMap(\.self) + transitions).max() ?? since
    }
}

extension Incident {
    /// The same by a clock that was set: what was written since `begin` moves with it.
    package func movingMoments(by step: Int64, since begin: Instant) -> Incident {
        movingMoments { $0 < begin ? $0 : $0.adding(microseconds: step) }
    }

    /// The same with every moment replaced.
    package func movingMoments(_ move: (Instant) -> Instant) -> Incident {
        var copy = self
        copy.openedAt = move(openedAt)
        copy.endedAt = endedAt.map(move)
        copy.notifiedAt = notifiedAt.map(move)
        copy.setGaps(gaps.map { Gap(from: move($0.from), until: move($0.until)) })
        return copy
    }

    /// The last of its moments.
    package var lastMoment: Instant {
        [openedAt, endedAt, notifiedAt, gaps.last?.until].compactMap(\.self).max() ?? openedAt
    }
}
