/// A model small enough to score by hand, with a union and its member among the powers.
enum TrialModel {
    static let text = """
        model: trial
        title: Trial
        definition: What a test measures.
        scale: {low: 0, high: 100}
        grid: {frequency: month, from: 2024-01}
        powers:
          - {id: CHN, name: China}
          - {id: RUS, name: Russia}
          - {id: EUU, name: European Union}
          - {id: DEU, name: Germany, within: EUU}
        countries:
          - {id: KAZ, name: Kazakhstan}
          - {id: UZB, name: Uzbekistan}
        nodes:
          - {id: index, title: Index, aggregate: arithmetic}
          - {id: economic, title: Economic, parent: index, weight: 3, aggregate: arithmetic}
        indicators:
          - {id: trade, title: Trade, parent: economic, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}
          - {id: loans, title: Loans, parent: economic, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}
          - {id: bases, title: Bases, parent: index, weight: 1, normalise: {goalposts: [0, 10]}, cadence: event, max_age: none}
          - {id: visits, title: Visits}

        """

    /// An index that is null where a part of it is 0.
    static let geometric = text.replacing("weight: 3, aggregate: arithmetic", with: "weight: 3, aggregate: geometric")

    /// A model that cannot be computed yet: its grid begins later.
    static let unbegun = text.replacing("from: 2024-01", with: "from: 2030-01")

    static let header = "indicator,power,country,period,value\n"

    static let data =
        header + """
            trade,CHN,KAZ,2023,20
            loans,CHN,KAZ,2023,60
            trade,RUS,KAZ,2023,40
            bases,RUS,KAZ,2010,5
            trade,EUU,KAZ,2023,30
            trade,DEU,KAZ,2023,10
            trade,CHN,UZB,2023,25
            trade,RUS,UZB,2023,15

            """

    /// Rows of which two are wrong, without a header.
    static let mixed = """
        trade,CHN,KAZ,2023,20
        trade,CHN,XXX,2023,21
        trade,RUS,KAZ,2023,much
        loans,RUS,KAZ,2023,5

        """

    /// The nodes for every power in every country.
    static let seriesCount = 5 * 4 * 2
}
