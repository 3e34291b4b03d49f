import InfluenceModel
import InfluenceScoring

/// A model with an indicator of each subject.
func testModel() throws -> Model {
    let levels = [
        OrdinalLevel(level: 0, label: "none", score: 0, citation: "c"),
        OrdinalLevel(level: 2, label: "alliance", score: 100, citation: "c"),
    ]
    return Model(
        id: "test",
        title: "Test",
        definition: "",
        scale: Scale(),
        grid: .regular(.year, from: try Period("2000")),
        powers: [Power(id: "RUS", name: "Russia"), Power(id: "CHN", name: "China")],
        countries: [Country(id: "KAZ", name: "Kazakhstan"), Country(id: "UZB", name: "Uzbekistan")],
        nodes: [
            Node(
                id: "index",
                title: "",
                parent: nil,
                children: [1],
                weight: 1,
                content: .aggregate(Aggregate(method: .arithmetic))
            ),
            Node(
                id: "trade_share",
                title: "",
                parent: 0,
                children: [],
                weight: 1,
                content: .indicator(Indicator(id: "trade_share", title: "", inputs: ["exports", "imports"]))
            ),
        ],
        tracked: [
            Indicator(id: "exports", title: "", unit: "USD"), Indicator(id: "imports", title: ""),
            Indicator(id: "gdp", title: "", subject: .country), Indicator(id: "army", title: "", subject: .power),
            Indicator(id: "projects", title: "", subject: .pair),
            Indicator(id: "alliance", title: "", transform: [.ordinal(levels)]),
        ]
    )
}
