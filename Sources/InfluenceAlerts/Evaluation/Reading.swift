package import InfluenceModel

/// What a condition says of a value.
package enum Verdict: Hashable, Sendable {
    /// It is met.
    case met
    /// Neither met nor left: between the level and the recovery level.
    case between
    /// It is left: an alert recovers.
    case left
}

/// What one evaluation sees of one alert's subject: all that the state machine decides by.
package struct Reading: Hashable, Sendable {
    package struct Value: Hashable, Sendable {
        /// In the condition's unit: a score, a difference, a lead, a rank, a probability, days.
        package var value: Double
        /// What a hold ends with a movement of, besides one of the value: of a rank the power's own score. `nil`: nothing.
        package var mark: Double?
        package var verdict: Verdict
        /// Of the score behind the value, 0...1; 1 where coverage has no meaning.
        package var coverage: Double
        /// Of the score that it is compared with, from another power or the start of a window.
        package var counterCoverage: Double?
        /// By how much coverage differs between the two scores that are compared; `nil` where the machine is to compare
        /// with the evaluation before.
        package var coverageShift: Double?
        /// The newest reference period of the observations beneath.
        package var dataPeriod: Period?
        /// The 5th and 95th percentile of the score behind the value.
        package var low: Double?
        package var high: Double?
        /// What sentences add to the value: which figures it waits for, what broke. `nil`: nothing.
        package var detail: String?

        package init(
            value: Double,
            mark: Double? = nil,
            verdict: Verdict,
            coverage: Double = 1,
            counterCoverage: Double? = nil,
            coverageShift: Double? = nil,
            dataPeriod: Period? = nil,
            low: Double? = nil,
            high: Double? = nil,
            detail: String? = nil
        ) {
            self.value = value
            self.mark = mark
            self.verdict = verdict
            self.coverage = coverage
            self.counterCoverage = counterCoverage
            self.coverageShift = coverageShift
            self.dataPeriod = dataPeriod
            self.low = low
            self.high = high
            self.detail = detail
        }
    }

    /// `nil`: there are no data. Null is not false.
    package var value: Value?
    /// The period of the grid that it is of; `nil` for what has none.
    package var period: Period?
    /// When time alone makes another verdict of it, though nothing is computed; `nil`: it does not.
    package var turnsAt: Instant?
    /// Why there are no data, for people; `nil` where there are, or nothing is known but that they are not there.
    package var absence: String?

    package init(value: Value?, period: Period?, turnsAt: Instant? = nil, absence: String? = nil) {
        self.value = value
        self.period = period
        self.turnsAt = turnsAt
        self.absence = absence
    }
}

/// What becomes of a score if nothing new is learnt.
package enum Prospect: Hashable, Sendable {
    /// It is there now, and from the beginning of a period on it is not, for want of newer figures of some indicators.
    case lapses(Period, [NodeID])
    /// It has not been there since the beginning of a period, for want of newer figures of some indicators.
    case lapsed(Period, [NodeID])
    /// It is there through a period at least.
    case stays(through: Period)
    /// It was there, and cannot exist any more: nobody waits for figures of it.
    case inapplicable
}

/// How a feed stands.
package struct FeedHealth: Hashable, Sendable {
    /// When it last brought something new; `nil` if never.
    package var lastNews: Instant?
    /// Failed imports in a row.
    package var failures: Int

    package init(lastNews: Instant?, failures: Int) {
        self.lastNews = lastNews
        self.failures = failures
    }
}
