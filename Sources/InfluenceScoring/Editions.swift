package import InfluenceModel

/// The edition of each method: raised by every change that gives other figures for the same model and data. A figure that
/// was computed by another edition of a method it uses is told as such, and not called altered.
///
/// A method is named by what it belongs to and by its word in model files: `aggregate.copeland`, `window.decay`.
enum Editions {
    /// Those that are no longer in their first. All others are 1.
    static let raised: [String: Int] = [
        // Pairs won less pairs lost; it was the row sum of the outranking matrix.
        "aggregate.copeland": 2,
        // Exact, or none.
        "weights.balanced": 2,
        // Of each dyad from its own reporter; all statuses of SDMX.
        "reading": 2,
        // What is stated to be unknown is so, too, where a dyad has no other row.
        "gaps": 2,
        // By the rule of nodes: of large numbers no less than a half is rounded up.
        "transform.round": 2,
        // Integrals over time; they were sums over rows.
        "window.sum": 2, "window.mean": 2, "window.decay": 2,
        // All powers and the total of one table; then under a mean unknown where a row or its total has no value.
        "transform.share": 3, "transform.share_of_powers": 2,
        // Logarithms and powers of our own.
        "transform.log": 2, "aggregate.geometric": 2, "aggregate.power": 2, "treat.log": 2, "treat.box_cox": 2,
        // Null below a least coverage, by the known weight; then without what came about at breaks; then of signs of
        // cooperation too; then of partners each once, however many codes or unions bring it.
        "measures": 5,
        // Random numbers by definition, so that what is added redraws nothing; what an alternative refuses is null. Then
        // logarithms within two units in the last place, eight at a time; then by definitions with their editions.
        "uncertainty": 5,
    ]

    /// Of every method that a model uses.
    static func of(_ model: Model) -> [String: Int] {
        Dictionary(names(model).map { ($0, raised[$0] ?? 1) }) { first, _ in first }
    }

    /// Of the methods of a node's own step those that are no longer in their first: `gaps=2 reading=2`.
    static func later(of node: Node, in model: Model) -> String {
        var names = names(node).union(names(ofAll: model))
        if let indicator = node.indicator { names.formUnion(Self.names(indicator)) }
        return MethodEditions(raised.filter { names.contains($0.key) }).text
    }

    /// What concerns every figure of a model: how an observation is chosen and ages, what is compared, and whose weight
    /// goes where.
    private static func names(ofAll model: Model) -> Set<String> {
        var names: Set<String> = ["reading"]
        if model.screen != nil { names.insert("screen") }
        if model.missing != .siblings { names.insert("missing." + model.missing.rawValue) }
        return names
    }

    private static func names(_ indicator: Indicator) -> Set<String> {
        var names: Set<String> = []
        if indicator.gaps == .zero { names.insert("gaps") }
        if indicator.isTable { names.insert("table") }
        if indicator.fallback != nil { names.insert("else") }
        for step in indicator.transform { names.insert(step.editionName) }
        if let imputation = indicator.imputation { names.insert("impute." + imputation.editionName) }
        if indicator.treatment?.clip != nil { names.insert("treat.clip") }
        for step in indicator.treatment?.steps ?? [] { names.insert("treat." + step.editionName) }
        return names
    }

    private static func names(_ node: Node) -> Set<String> {
        var names: Set<String> = []
        if let aggregate = node.aggregate {
            names.insert("aggregate." + aggregate.method.name)
            names.insert("weights." + aggregate.weighting.name)
        }
        if let normalisation = node.normalisation { names.insert("normalise." + normalisation.editionName) }
        if node.direction == .negative { names.insert("direction") }
        if node.floor != nil { names.insert("floor") }
        if node.digits != nil { names.insert("round") }
        return names
    }

    private static func names(_ model: Model) -> Set<String> {
        var names = names(ofAll: model)
        for indicator in model.indicators + model.tracked { names.formUnion(Self.names(indicator)) }
        for node in model.nodes { names.formUnion(Self.names(node)) }
        if model.measures != nil { names.insert("measures") }
        if let plan = model.uncertainty {
            names.insert("uncertainty")
            for alternative in plan.aggregations + plan.nodeAggregations.values.flatMap({ $0 }) {
                names.insert("aggregate." + alternative.method.name)
            }
            for normalisation in plan.normalisations { names.insert("normalise." + normalisation.editionName) }
            if plan.treatments.contains(where: { $0?.clip != nil }) { names.insert("treat.clip") }
            for step in plan.treatments.compactMap({ $0 }).flatMap(\.steps) {
                names.insert("treat." + step.editionName)
            }
        }
        return names
    }
}

extension Scorer {
    /// The edition of each method that scores and measures of a model are computed by.
    package static func editions(of model: Model) -> MethodEditions {
        MethodEditions(Editions.of(model))
    }

    /// The definition of each node, the editions of the methods that compute it among them: what a series of scores, and
    /// what is drawn for a node, is known by. A mended method gives others to what uses it, and to nothing else.
    package static func definitions(of model: Model) -> [DefinitionBytes] {
        model.definitions(editions: { Editions.later(of: $0, in: model) })
    }
}

extension Transform {
    fileprivate var editionName: String {
        switch self {
        case .share(of: .partners): "transform.share"
        case .share(of: .powers): "transform.share_of_powers"
        case .ratio: "transform.ratio"
        case .log: "transform.log"
        case .exp: "transform.exp"
        case .power: "transform.power"
        case .ordinal: "transform.ordinal"
        case .cap: "transform.cap"
        case .piecewise: "transform.piecewise"
        case .bands: "transform.bands"
        case .round: "transform.round"
        case .window(let window):
            switch window.kind {
            case .sum: "window.sum"
            case .mean: "window.mean"
            case .decay: "window.decay"
            }
        }
    }
}

extension Imputation {
    fileprivate var editionName: String {
        switch self {
        case .mean: "mean"
        case .median: "median"
        case .groupMean: "group_mean"
        case .groupMedian: "group_median"
        case .linear: "linear"
        case .last: "last"
        case .next: "next"
        case .constant: "constant"
        }
    }
}

extension Treatment.Step {
    fileprivate var editionName: String {
        switch self {
        case .winsorise: "winsorise"
        case .log: "log"
        case .boxCox: "box_cox"
        }
    }
}

extension Normalisation {
    fileprivate var editionName: String {
        switch method {
        case .goalposts: "goalposts"
        case .minmax: "minmax"
        case .zscore: "zscore"
        case .rank: "rank"
        case .borda: "borda"
        case .percentileRank: "percentile_rank"
        case .percentiles: "percentiles"
        case .distanceToMax: "distance_to_max"
        case .distanceToReference: "distance_to_reference"
        case .distanceToTarget: "distance_to_target"
        case .fractionOfMax: "fraction_of_max"
        case .none: "none"
        }
    }
}
