package import InfluenceModel

/// Where conditions find their values: a run that was just computed, or a moment of the stored history.
package protocol AlertSource {
    /// The present period of the grid.
    var period: Period { get }
    /// The period of the grid that contains the day; `nil` outside of the grid.
    func period(containing day: Day) -> Period?
    /// A node's or a measure's score, or the value of a tracked indicator in its unit, with the part of its window that is
    /// known as coverage; `nil` where there is no such series or period.
    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score?
    /// In the present period.
    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval?
    /// The shares of both powers in percent, of one reference period and one reporter, as they count in a period of the grid.
    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID,
        _ period: Period
    ) -> (first: Double, second: Double)?
    /// The probability that a score is beyond a level, from the uncertainty run; of the present period only.
    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double?
    /// What becomes of a node's score if nothing new is learnt.
    /// - Parameters:
    ///   - ahead: how far to look beyond the present period.
    ///   - behind: how far to look back for a score that is there no more.
    /// - Returns: `nil` where there was none, or it went for another reason than that its data grew too old.
    func prospect(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        ahead: CalendarDuration,
        behind: CalendarDuration
    ) -> Prospect?
    /// The newest reference period, ending by the end of the present one, of the observations beneath a node or measure.
    /// `power`: a power, a pair `A+B` or `WLD`, as the power of its series.
    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period?
    /// What of the change of a node's score came about at breaks of series.
    /// - Parameter earlier: The period, as known now, that is compared with; `nil`: the evaluation before.
    /// - Returns: `nil` where nothing broke.
    func broken(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> BrokenChange?
    /// How much of the weight beneath a node has a value now and had none at what the figure is compared with, or the other
    /// way round, 0...1: what came and went may be as much, and something else.
    /// - Parameter earlier: as that of ``broken(_:_:_:since:)``.
    func exchanged(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period?) -> Double
    /// The breaks for which a node's figure cannot be compared with that of an earlier period, as both are known now.
    func breaks(_ node: NodeID, _ power: PowerID, _ country: CountryID, since earlier: Period) -> [SeriesBreak]
    /// The breaks between the two powers' shares at the evaluation before and now.
    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak]
    /// The breaks that the change of a measure since the evaluation before owes something to.
    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak]
    /// What the evaluation before saw, at its present period and by its own model; `nil` where that was the same.
    var previous: (any AlertSource)? { get }
    /// The same, as if the last evaluation that saw something had been the one before.
    /// - Returns: `nil` where none is known that did, or nobody looked.
    func after(lastThat saw: (any AlertSource) -> Bool) -> (any AlertSource)?
    /// The errors of typing or of the unit beneath a node or measure in a country that were put right since the evaluation
    /// before; `nil` where no value was replaced by one of another order of magnitude.
    func corrections(_ node: NodeID, _ country: CountryID) -> Corrections?
    /// What the reporters say of the values behind a score, a measure of one indicator, or two powers' shares, where it is
    /// not that all is normal. `power`: also a pair.
    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus]
    /// The reference periods that a score, a measure or two powers' shares stand on in the present period; `nil` where
    /// nothing is known. `power`: also a pair or `WLD`.
    func dataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan?
    /// The same at the evaluation before, of what was known then.
    func previousDataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan?
    /// How a feed of the configuration stands; `nil` for one that it does not name.
    func feed(_ name: String) -> FeedHealth?
    /// The powers that can be compared by rank in a country, in the model's order.
    var powers: [PowerID] { get }
    /// The node at the top: the measures of the index bear no node in their names.
    var root: NodeID { get }
}

extension AlertSource {
    /// Nothing is news.
    package var previous: (any AlertSource)? { nil }
    package func after(lastThat saw: (any AlertSource) -> Bool) -> (any AlertSource)? { nil }

    // A source without observations knows of no corrections.
    package func corrections(_ node: NodeID, _ country: CountryID) -> Corrections? { nil }

    package func exchanged(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period?
    ) -> Double { 0 }

    // A source without observations knows none of their dates.
    package func dataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? { nil }
    package func previousDataSpan(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> DataSpan? { nil }

    /// Nobody has looked.
    package func prospect(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        ahead: CalendarDuration,
        behind: CalendarDuration
    ) -> Prospect? { nil }

    /// Nobody has looked.
    package func breaks(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period
    ) -> [SeriesBreak] { [] }

    /// The power of whose figure the most has been exchanged; `nil` where of none more than a limit has.
    func exchange(
        of powers: [PowerID],
        _ node: NodeID,
        _ country: CountryID,
        since earlier: Period? = nil,
        beyond limit: Double
    ) -> CoverageMove? {
        powers.map { CoverageMove($0, by: exchanged(node, $0, country, since: earlier)) }
            .filter { $0.by > limit + AlertTiming.coverageTolerance }.max { $0.by < $1.by }
    }

    /// The figure of a subject in a period. What is said of a country alone is said of every power in it.
    func score(of subject: AlertSubject, in period: Period) -> Score? {
        guard let node = subject.node, let country = subject.country, let power = subject.power ?? powers.first else {
            return nil
        }
        return score(node, power, country, period)
    }
}
