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

/// SplitMix64: the same sequence on every machine.
struct TestRandom: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
