/// What the world was told of: opened by the first `firing` of an alert, ended by a `resolved` to everyone who was told.
/// It carries all that this takes, so that nobody has to look at the rule in force.
package struct Incident: Hashable, Sendable {
    /// What is true of it now, whoever has been told.
    package enum Truth: String, CaseIterable, Sendable {
        /// The condition is met, or was and is not left yet.
        case firing
        /// Its data have disappeared; it is open all the same.
        case noData = "no_data"
        case ended
    }

    /// The id of the `firing` event that opened it: what is acknowledged.
    package let id: String
    package let key: AlertKey
    /// That it was opened under.
    package let modelHash: String
    package let severity: AlertSeverity
    package let labels: [AlertLabel]
    /// Its condition in words, as it is met: `trade_share of CHN in KAZ is above 60`.
    package let phrase: String
    package var openedAt: Instant
    package var truth: Truth
    /// It changes back and forth: until that is over nobody is told how it stands.
    package var isFlapping: Bool
    package var endedAt: Instant?
    /// When it was over for a while, before it was opened again: the latest last, at most ``mostGaps``.
    package private(set) var gaps: [Gap]
    /// Why it ended, where that is not the condition alone.
    package var reason: String?
    /// When it was last told how it stands: reminders are counted from it.
    package var notifiedAt: Instant?
    /// The last value of its condition in the condition's unit, in words with that unit, and the period it is of.
    package var value: Double?
    package var figure: String?
    package var period: Period?
    /// The number of its last event among those of the alert.
    package var sequence: Int

    package init(
        id: String,
        key: AlertKey,
        modelHash: String,
        severity: AlertSeverity,
        labels: [AlertLabel],
        phrase: String,
        openedAt: Instant,
        truth: Truth = .firing
    ) {
        self.id = id
        self.key = key
        self.modelHash = modelHash
        self.severity = severity
        self.labels = labels
        self.phrase = phrase
        self.openedAt = openedAt
        self.truth = truth
        isFlapping = false
        gaps = []
        sequence = 0
    }

    package var isOpen: Bool { truth != .ended }

    /// As many are remembered: of what was before them it counts as open throughout.
    package static let mostGaps = 8

    /// From one of its ends until it was opened again.
    package struct Gap: Hashable, Sendable {
        package let from: Instant
        package let until: Instant

        package init(from: Instant, until: Instant) {
            self.from = from
            self.until = until
        }
    }

    package mutating func setGaps(_ gaps: [Gap]) {
        self.gaps = gaps.suffix(Self.mostGaps)
    }

    /// It is open again, as if it had never been over; but that it was for a while stays known.
    package mutating func reopen(at now: Instant) {
        if let endedAt { setGaps(gaps + [Gap(from: endedAt, until: now)]) }
        (truth, endedAt, reason) = (.firing, nil, nil)
    }

    /// Whether it was open at the last evaluation before a moment.
    package func wasOpen(before moment: Instant) -> Bool {
        openedAt < moment && endedAt.map { $0 >= moment } ?? true
            && !gaps.contains { $0.from < moment && moment <= $0.until }
    }
}

extension AlertEventKind {
    /// What somebody believes who was told of such an event last; `nil`: what he believed before.
    /// - Parameter state: of the alert after the event.
    package func picture(_ state: AlertState) -> ToldHook.Picture? {
        switch self {
        case .firing, .repeat: state == .noData ? .noData : .firing
        case .noData: .noData
        case .dataBack: .firing
        case .resolved: .resolved
        case .flapping, .held: nil
        }
    }
}
