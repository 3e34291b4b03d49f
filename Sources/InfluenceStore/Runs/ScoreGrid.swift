package import InfluenceModel

/// What a score is about, apart from its period.
package struct ScoreSeries: Hashable, Sendable {
    package var node: NodeID
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
