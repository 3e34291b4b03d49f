/// Ends the reminders of one incident, and its weight in the verdict on the daemon. State and events go on.
package struct Acknowledgement: Hashable, Sendable {
    package let incident: String
    package let key: AlertKey
    package var createdAt: Instant
    /// `nil`: until the incident ends.
    package var until: Instant?
    package let author: Author
    package let comment: String

    package init(
        incident: String,
        key: AlertKey,
        createdAt: Instant,
        until: Instant?,
        author: Author,
        comment: String
    ) {
        self.incident = incident
        self.key = key
        self.createdAt = createdAt
        self.until = until
        self.author = author
        self.comment = comment
    }

    package func isActive(at now: Instant) -> Bool { until.map { now < $0 } ?? true }
}
