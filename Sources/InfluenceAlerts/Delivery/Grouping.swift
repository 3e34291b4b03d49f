package import InfluenceModel

/// How a hook's events are brought together.
package struct Grouping: Hashable, Sendable {
    /// Events that agree in all of these go together. Empty: all of them.
    package let by: [GroupKey]
    /// From the first event of a group until it is handed over.
    package let wait: TimeSpan

    package static let usualWait = TimeSpan.seconds(30)
    package static let longestWait = TimeSpan.seconds(3600)
    /// A group of so many events waits for no more.
    package static let mostEvents = 200
    /// Of the events' JSON. One event alone may be longer.
    package static let mostBytes = 1 << 20

    package init(by: [GroupKey], wait: TimeSpan = Grouping.usualWait) {
        self.by = by
        self.wait = wait
    }
}
