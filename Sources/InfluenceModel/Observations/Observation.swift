/// What an observation is about: every vintage of one series' value carries the same key apart from its period.
package struct SeriesKey: Hashable, Sendable {
    package let indicator: NodeID
    /// `nil` for a fact about the country alone (GDP); `WLD` for all partners together; `CHN+RUS` for a pair.
    package var power: PowerID?
    /// `nil` for a fact about the power alone.
    package let country: CountryID?
    /// Who reported it; empty where the source names nobody.
    package let reporter: String

    package init(indicator: NodeID, power: PowerID?, country: CountryID?, reporter: String) {
        self.indicator = indicator
        self.power = power
        self.country = country
        self.reporter = reporter
    }
}

/// One reported value of an indicator for a reference period: one vintage of it.
package struct Observation: Hashable, Sendable {
    package let series: SeriesKey
    package let period: Period
    /// Finite, in `unit`. `nil` exactly when the status carries no value: missing is never zero.
    package var value: Double?
    /// Empty where the source names none.
    package let unit: String
    package let status: ObservationStatus
    /// When the source published it, where known.
    package let released: Day?
    package var source: String
    package var note: String

    package init(
        series: SeriesKey,
        period: Period,
        value: Double?,
        unit: String = "",
        status: ObservationStatus = .normal,
        released: Day? = nil,
        source: String = "",
        note: String = ""
    ) {
        self.series = series
        self.period = period
        self.value = value
        self.unit = unit
        self.status = status
        self.released = released
        self.source = source
        self.note = note
    }
}
