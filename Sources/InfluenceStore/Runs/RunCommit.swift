package import InfluenceModel

/// Everything that a run stores, in one transaction, as values: nothing outside of this module writes into one.
package struct RunCommit {
    package var reason: RunReason
    package var model: StoredModel
    package var inputHash: String
    package var editions: MethodEditions?
    package var software: String
    package var inputsKnownAt: Instant?
    package var gridThrough: Period
    /// In microseconds.
    package var duration: Int64
    /// What was computed, each series in one of them. The first has the periods of the run's grid; others may have fewer.
    package var grids: [ScoreGrid]
    /// For the period `gridThrough`, at most one a series. A series of `grids` without one there has none any more.
    package var intervals: [SeriesInterval]
    /// What the run means for alerts.
    package var alerts: AlertChanges

    package init(
        reason: RunReason,
        model: StoredModel,
        inputHash: String,
        editions: MethodEditions? = nil,
        software: String = "",
        inputsKnownAt: Instant?,
        gridThrough: Period,
        duration: Int64,
        grids: [ScoreGrid],
        intervals: [SeriesInterval] = [],
        alerts: AlertChanges = .none
    ) {
        self.reason = reason
        self.model = model
        self.inputHash = inputHash
        self.editions = editions
        self.software = software
        self.inputsKnownAt = inputsKnownAt
        self.gridThrough = gridThrough
        self.duration = duration
        self.grids = grids
        self.intervals = intervals
        self.alerts = alerts
    }
}

/// What a run did.
package struct RunOutcome: Hashable, Sendable {
    package let run: Run
    /// The scores of the grid's last period that differ from what was stored, in the order of the series.
    package let latestChanges: [ScoreChange]
    /// Those of its alerts, with its id.
    package let events: [AlertEvent]
}

/// A score that a run changed.
package struct ScoreChange: Hashable, Sendable {
    package let series: ScoreSeries
    package let period: Period
    /// `nil` if there was none.
    package let previous: Score?
    package let current: Score
}
