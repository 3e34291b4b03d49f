import InfluenceModel

/// What a source of another moment knows: scores and shares. What is known of the present alone (probabilities, prospects,
/// the age of data) is not known here.
struct PastSource: AlertSource {
    let base: any AlertSource

    var period: Period { base.period }
    var powers: [PowerID] { base.powers }
    var root: NodeID { base.root }

    func period(containing day: Day) -> Period? { base.period(containing: day) }

    func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ period: Period) -> Score? {
        base.score(node, power, country, period)
    }

    func shares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID,
        _ period: Period
    ) -> (first: Double, second: Double)? {
        base.shares(indicator, first, second, country, period)
    }

    func interval(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> ScoreInterval? { nil }

    func probability(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        _ side: Level.Side,
        _ level: Double
    ) -> Double? { nil }

    func dataPeriod(_ node: NodeID, _ power: PowerID?, _ country: CountryID) -> Period? { nil }

    func broken(
        _ node: NodeID,
        _ power: PowerID,
        _ country: CountryID,
        since earlier: Period?
    ) -> BrokenChange? { nil }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        _ country: CountryID
    ) -> [SeriesBreak] { [] }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, _ country: CountryID) -> [SeriesBreak] { [] }
    func statuses(_ node: NodeID, _ power: PowerID, _ country: CountryID) -> [ObservationStatus] { [] }
    func feed(_ name: String) -> FeedHealth? { nil }
}
