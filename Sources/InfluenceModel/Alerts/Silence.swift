/// Keeps events of matching alerts from being delivered, until it ends. State and events go on.
package struct Silence: Hashable, Sendable {
    package let id: Int64
    package let matcher: AlertMatcher
    package let createdAt: Instant
    package let until: Instant
    /// When it was ended by hand; `nil` where it was not.
    package let endedAt: Instant?
    package let author: Author
    package let comment: String

    package init(
        id: Int64,
        matcher: AlertMatcher,
        createdAt: Instant,
        until: Instant,
        endedAt: Instant?,
        author: Author,
        comment: String
    ) {
        self.id = id
        self.matcher = matcher
        self.createdAt = createdAt
        self.until = until
        self.endedAt = endedAt
        self.author = author
        self.comment = comment
    }

    package var end: Instant { min(until, endedAt ?? until) }

    /// From when it was made; where that lies in the future, the clock was wrong then.
    package func isActive(at now: Instant) -> Bool { now < end }
}
