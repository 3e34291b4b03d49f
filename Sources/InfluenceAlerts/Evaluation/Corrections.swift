package import InfluenceModel

/// The errors of typing or of the unit that were put right since the evaluation before.
package struct Corrections {
    /// What the evaluation before saw.
    package let before: any AlertSource
    /// What it would have seen with the errors put right and without anything else that is known since.
    package let putRight: any AlertSource
    /// The last evaluations before each of the errors became known, the latest first.
    package let earlier: [Look]

    /// An evaluation of the past.
    package struct Look {
        /// When the error became known.
        package let until: Instant
        /// What was seen last without it; `nil` where nothing was.
        package let source: (any AlertSource)?
        /// What is seen now, as if that had been the evaluation before.
        package let present: () -> (any AlertSource)?

        package init(until: Instant, source: (any AlertSource)?, present: @escaping () -> (any AlertSource)?) {
            self.until = until
            self.source = source
            self.present = present
        }
    }

    package init(before: any AlertSource, putRight: any AlertSource, earlier: [Look]) {
        self.before = before
        self.putRight = putRight
        self.earlier = earlier
    }
}

/// How an alert stood before an error became known.
package struct PastStanding {
    /// When the error became known.
    package let until: Instant
    /// What was seen then; `nil` without data.
    package let value: Reading.Value?
    /// Whether the last incident of the alert was open.
    package let wasOpen: Bool
    /// Asks about the present reading, as if that had been the evaluation before.
    package let inquiry: () -> (any AlertInquiry)?

    package init(
        until: Instant,
        value: Reading.Value?,
        wasOpen: Bool,
        inquiry: @escaping () -> (any AlertInquiry)?
    ) {
        self.until = until
        self.value = value
        self.wasOpen = wasOpen
        self.inquiry = inquiry
    }
}

extension Condition {
    /// How an alert stood before the errors that were put right since the evaluation before.
    ///
    /// - Parameters:
    ///   - value: The reading's.
    ///   - verdict: The reading's.
    ///   - incident: The last of the alert.
    /// - Returns: The latest first; `nil` where no error was put right, or the verdict is not owed to that alone: by the
    ///   figures of before with the errors put right it is the same, and without that it was another. What else became known
    ///   with a correction is no part of it.
    func beforeErrors(
        _ value: Double,
        _ verdict: Verdict,
        of subject: AlertSubject,
        _ incident: Incident?,
        in source: some AlertSource,
        at now: Instant
    ) -> [PastStanding]? {
        guard let node = subject.node, let country = subject.country,
            let corrections = source.corrections(node, country),
            seen(of: subject, in: corrections.putRight, at: now)?.verdict == verdict,
            seen(of: subject, in: corrections.before, at: now)?.verdict != verdict
        else { return nil }
        return corrections.earlier.map { look in
            PastStanding(
                until: look.until,
                value: look.source.flatMap { seen(of: subject, in: $0, at: now) },
                wasOpen: incident?.wasOpen(before: look.until) ?? false,
                inquiry: { look.present().map { ask(about: value, of: subject, in: $0, incident, at: now) } }
            )
        }
    }

    private func seen(of subject: AlertSubject, in source: any AlertSource, at now: Instant) -> Reading.Value? {
        reading(of: subject, in: PastSource(base: source), at: now).value
    }

    private func ask(
        about value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        _ incident: Incident?,
        at now: Instant
    ) -> any AlertInquiry {
        ConditionInquiry(self, subject, value, in: source, incident, now)
    }
}
