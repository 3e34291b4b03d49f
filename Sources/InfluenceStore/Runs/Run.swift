package import InfluenceModel

/// Why a run took place.
package enum RunReason: String, CaseIterable, Sendable {
    case start, schedule, `import`, request, reload
}

/// A model as runs used it: the text of its files is stored once, under the hash.
package struct StoredModel: Hashable, Sendable {
    /// The SHA-256 of its files, in hexadecimal: what makes it this model.
    package let hash: String
    package let id: String
    package let title: String
    /// The files that it was read from, the main one first.
    package let files: [ModelFile]

    package init(hash: String, id: String, title: String, files: [ModelFile]) {
        self.hash = hash
        self.id = id
        self.title = title
        self.files = files
    }
}

/// A file that belongs to a model.
package struct ModelFile: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// One recomputation, as stored.
package struct Run: Hashable, Sendable {
    /// Counted from 1 in the order of `recordedAt`.
    package let id: Int64
    /// When its scores became known: their `computed_at`. Rises strictly over vintages and runs together.
    package let recordedAt: Instant
    package let reason: RunReason
    package let modelHash: String
    package let inputHash: String
    /// Which edition of each method computed it; `nil` of a run from before editions were stored (format 3 and older).
    package let editions: MethodEditions?
    /// The version of the software that computed it; empty where `editions` is `nil`.
    package let software: String
    /// The last vintage of the observations that it used; `nil` if there were none.
    package let inputsKnownAt: Instant?
    /// The last period of its grid.
    package let gridThrough: Period
    /// How long the computation took, in microseconds.
    package let duration: Int64
    /// Scores computed, and those among them that differ from what was stored.
    package let computed: Int
    package let changed: Int
    /// Later runs of the same model over the same input and grid; `nil` in answers `asOf` an earlier time, because
    /// heartbeats are counted, not kept.
    package let heartbeats: Heartbeats?
    /// Of a run that a repair of the clock set aside the first one that it set aside. Nothing follows from such a run.
    package var setAside: Int64?
}

/// How often, and when last, a recomputation found nothing new.
package struct Heartbeats: Hashable, Sendable {
    package let count: Int
    package let last: Instant?
}

/// What a score is about, apart from its period.
package struct ScoreSeries: Hashable, Sendable {
    package let node: NodeID
    package let power: PowerID
    package let country: CountryID

    package init(node: NodeID, power: PowerID, country: CountryID) {
        self.node = node
        self.power = power
        self.country = country
    }
}

/// Scores that a run computed: one for each series and period.
package struct ScoreGrid {
    package let series: [ScoreSeries]
    /// In rising order.
    package let periods: [Period]
    /// The score of a series and a period, by their positions. Asked for series by series, periods in order, once each.
    package let score: (_ series: Int, _ period: Int) -> Score

    package init(
        series: [ScoreSeries],
        periods: [Period],
        score: @escaping (_ series: Int, _ period: Int) -> Score
    ) {
        self.series = series
        self.periods = periods
        self.score = score
    }
}

/// The interval of a series' score in a run's last period.
package struct SeriesInterval: Hashable, Sendable {
    package let series: ScoreSeries
    package let interval: ScoreInterval

    package init(series: ScoreSeries, interval: ScoreInterval) {
        self.series = series
        self.interval = interval
    }
}

/// Everything that a run stores, in one transaction, as values: nothing outside of this module writes into one.
package struct RunCommit {
    package var reason: RunReason
    package var model: StoredModel
    package var inputHash: String
    package var editions: MethodEditions?
    package var software: String
    package var inputsKnownAt: Instant?
    package var gridThrough: Period
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
