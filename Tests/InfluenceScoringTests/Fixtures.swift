import InfluenceModel
import InfluenceScoring

/// A model's tree as it is written down.
indirect enum Branch {
    case leaf(Indicator, weight: Double)
    case group(NodeID, Aggregate, weight: Double, [Branch])
    /// The same with what is done to its score last.
    case finished(Branch, floor: Double?, digits: Int?)

    static func node(
        _ id: NodeID,
        _ parts: [Branch],
        method: Aggregation = .arithmetic,
        weight: Double = 1
    ) -> Self {
        .group(id, Aggregate(method: method), weight: weight, parts)
    }
}

extension Aggregation {
    /// Those without a parameter.
    static let plain: [Aggregation] = [
        .arithmetic, .geometric, .harmonic, .product, .ratio, .min, .max, .median, .copeland, .outranking,
    ]
}

extension Weighting {
    /// Those without a parameter.
    static let plain: [Weighting] = [.given, .equal, .pca(), .balanced()]
}

extension Model {
    init(
        _ root: Branch,
        powers: [PowerID] = ["RUS", "CHN"],
        countries: [CountryID] = ["KAZ"],
        scale: Scale = Scale(),
        tracked: [Indicator] = []
    ) {
        var nodes: [Node] = []
        func add(_ branch: Branch, parent: Int?, floor: Double? = nil, digits: Int? = nil) -> Int {
            let position = nodes.count
            switch branch {
            case .finished(let branch, let floor, let digits):
                return add(branch, parent: parent, floor: floor, digits: digits)
            case .leaf(let indicator, let weight):
                nodes.append(
                    Node(
                        id: indicator.id,
                        title: "",
                        parent: parent,
                        children: [],
                        weight: weight,
                        content: .indicator(indicator),
                        floor: floor,
                        digits: digits
                    )
                )
            case .group(let id, let aggregate, let weight, let parts):
                let node = { (children: [Int]) in
                    Node(
                        id: id,
                        title: "",
                        parent: parent,
                        children: children,
                        weight: weight,
                        content: .aggregate(aggregate),
                        floor: floor,
                        digits: digits
                    )
                }
                nodes.append(node([]))
                let children = parts.map { add($0, parent: position) }
                nodes[position] = node(children)
            }
            return position
        }
        _ = add(root, parent: nil)
        self.init(
            id: "test",
            title: "",
            definition: "",
            scale: scale,
            grid: .listed([]),
            powers: powers.map { Power(id: $0, name: "") },
            countries: countries.map { Country(id: $0, name: "") },
            nodes: nodes,
            tracked: tracked
        )
    }

    /// An index of one indicator.
    init(
        _ indicator: Indicator,
        powers: [PowerID] = ["RUS", "CHN"],
        countries: [CountryID] = ["KAZ"],
        tracked: [Indicator] = []
    ) {
        self.init(
            .node("index", [.leaf(indicator, weight: 1)]),
            powers: powers,
            countries: countries,
            tracked: tracked
        )
    }

    func with(nodes: [Node]) -> Model {
        var copy = self
        copy.nodes = nodes
        return copy
    }

    func with(powers: [Power]) -> Model {
        var copy = self
        copy.powers = powers
        return copy
    }
}

extension Node {
    func with(weight: Double) -> Node {
        var node = self
        node.weight = weight
        return node
    }

    func with(content: Content) -> Node {
        var copy = self
        copy.content = content
        return copy
    }
}

extension Period: ExpressibleByStringLiteral {
    package init(stringLiteral text: String) {
        // A literal in a test that isn't a period shows as year 1.
        self = (try? Period(text)) ?? .day(.earliest)
    }
}

/// `observed("trade", "RUS", "KAZ", "2023", 5)`
func observed(
    _ indicator: NodeID,
    _ power: PowerID?,
    _ country: CountryID?,
    _ period: Period,
    _ value: Double?,
    _ status: ObservationStatus = .normal,
    by reporter: String = ""
) -> Observation {
    Observation(
        series: SeriesKey(indicator: indicator, power: power, country: country, reporter: reporter),
        period: period,
        value: value,
        status: status
    )
}

/// The raw value of the only indicator of a model for RUS in KAZ, through the whole scorer.
func raw(
    _ indicator: Indicator,
    _ observations: [Observation],
    at period: Period,
    power: PowerID = "RUS",
    tracked: [Indicator] = []
) throws -> Double? {
    try basis(indicator, observations, at: period, power: power, tracked: tracked).raw
}

func basis(
    _ indicator: Indicator,
    _ observations: [Observation],
    at period: Period,
    power: PowerID = "RUS",
    tracked: [Indicator] = []
) throws -> IndicatorBasis {
    let model = Model(indicator, powers: power == .world ? ["RUS", .world] : ["RUS", "CHN"], tracked: tracked)
    let scorer = try Scorer(model: model, panel: Panel(observations))
    let explanation = try scorer.explain(Dyad(power: power, country: "KAZ"), at: period, among: [period])
    guard case .indicator(let basis) = explanation[indicator.id]?.basis else { throw NoBasis() }
    return basis
}

struct NoBasis: Error {}
