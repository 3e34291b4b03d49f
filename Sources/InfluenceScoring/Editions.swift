package import InfluenceModel

/// The edition of each method: raised by every change that gives other figures for the same model and data. A figure that
/// was computed by another edition of a method it uses is told as such, and not called altered.
///
/// A method is named by what it belongs to and by its word in model files: `aggregate.copeland`, `window.decay`.
enum Editions {
    /// Of what is no method of a table: those that are no longer in their first. All others are 1.
    static let raised: [String: Int] = [
        // Of each dyad from its own reporter; all statuses of SDMX. Then "not applicable" while nobody has a newer value.
        "reading": 3,
        // What is stated to be unknown is so, too, where a dyad has no other row.
        "gaps": 2,
        // Of each period by itself where that is said, also without steps; then never beyond the values that a percentile
        // lies between.
        "treat.clip": 3,
        // One that is undone is as none: the next is tried.
        "treat.steps": 2,
        // By the weights of the period, and equal where they are to be equal.
        "screen": 2,
        // Shares that add up to the tolerance are no more than it but for rounding.
        "table": 2,
        // Null below a least coverage, by the known weight; then without what came about at breaks; then of signs of
        // cooperation too; then of partners each once, however many codes or unions bring it; then by the weights of the
        // period; then new data where they are first read, also beneath a weight of 0, a lead by lapsing none, and spans in
        // weeks; then a country is no partner of its own, partners of any size are concentrated, scores beyond the scale count,
        // shares are of the index itself, and comparisons are but for rounding; then a power and what it is inside of are one
        // together.
        "measures": 9,
        // Random numbers by definition, so that what is added redraws nothing; what an alternative refuses is null. Then
        // logarithms within two units in the last place, eight at a time; then by definitions with their editions; then also
        // for what a node's own mean refuses; then by partners' statistics that count no member of a union twice, and ranks that
        // rounding alone does not part.
        "uncertainty": 7,
        // Halves are those of the figures that a score was made of.
        "round": 2,
    ]

    /// Of every method that a model uses.
    static func of(_ model: Model) -> [String: Int] {
        var found = ofAll(model)
        for indicator in model.indicators + model.tracked { found.add(of(indicator)) }
        for node in model.nodes { found.add(of(node)) }
        if let plan = model.measures {
            found.add(names: ["measures"])
            // That of all together counts for those in their first.
            for measure in plan.asked {
                let edition = type(of: measure.arithmetic).edition
                if edition > 1 { found["measure." + measure.name] = edition }
            }
        }
        guard let plan = model.uncertainty else { return found }
        found.add(names: ["uncertainty"])
        for alternative in plan.aggregations + plan.nodeAggregations.values.flatMap({ $0 }) {
            found.add(of(alternative.method))
        }
        for normalisation in plan.normalisations { found.add(of(normalisation)) }
        for treatment in plan.treatments { found.add(of(treatment)) }
        return found
    }

    /// Of the methods of a node's own step those that are no longer in their first: `gaps=2 reading=2`.
    static func later(of node: Node, in model: Model) -> String {
        var found = ofAll(model)
        found.add(of(node))
        if let indicator = node.indicator { found.add(of(indicator)) }
        return MethodEditions(found.filter { $0.value > 1 }).text
    }

    /// What concerns every figure of a model: how an observation is chosen and ages, what is compared, and whose weight
    /// goes where.
    private static func ofAll(_ model: Model) -> [String: Int] {
        var found: [String: Int] = [:]
        found.add(names: ["reading"])
        if model.screen != nil { found.add(names: ["screen"]) }
        if model.missing != .siblings { found.add(names: ["missing." + model.missing.rawValue]) }
        return found
    }

    private static func of(_ indicator: Indicator) -> [String: Int] {
        var found = of(indicator.treatment)
        if indicator.gaps == .zero { found.add(names: ["gaps"]) }
        if indicator.isTable { found.add(names: ["table"]) }
        if indicator.fallback != nil { found.add(names: ["else"]) }
        for step in indicator.transform { found[step.edition.name] = step.edition.edition }
        if let imputation = indicator.imputation {
            found["impute." + imputation.name] = type(of: imputation.arithmetic).edition
        }
        return found
    }

    private static func of(_ node: Node) -> [String: Int] {
        var found: [String: Int] = [:]
        if let aggregate = node.aggregate {
            found.add(of(aggregate.method))
            found["weights." + aggregate.weighting.name] = type(of: aggregate.weighting.arithmetic).edition
        }
        if let normalisation = node.normalisation { found.add(of(normalisation)) }
        if node.direction == .negative { found.add(names: ["direction"]) }
        if node.floor != nil { found.add(names: ["floor"]) }
        if node.digits != nil { found.add(names: ["round"]) }
        return found
    }

    private static func of(_ method: Aggregation) -> [String: Int] {
        ["aggregate." + method.name: type(of: method.arithmetic).edition]
    }

    private static func of(_ normalisation: Normalisation) -> [String: Int] {
        ["normalise." + normalisation.method.name: type(of: normalisation.method.arithmetic).edition]
    }

    private static func of(_ treatment: Treatment?) -> [String: Int] {
        var found: [String: Int] = [:]
        if treatment?.clip != nil { found.add(names: ["treat.clip"]) }
        if treatment?.steps.count ?? 0 > 1 { found.add(names: ["treat.steps"]) }
        for step in treatment?.steps ?? [] { found["treat." + step.name] = type(of: step.arithmetic).edition }
        return found
    }
}

extension [String: Int] {
    fileprivate mutating func add(_ others: Self) {
        merge(others) { own, _ in own }
    }

    /// Of what is no method of a table.
    fileprivate mutating func add(names: [String]) {
        for name in names { self[name] = Editions.raised[name] ?? 1 }
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
