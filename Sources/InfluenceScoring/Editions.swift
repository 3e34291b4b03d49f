package import InfluenceModel

/// The edition of each method: raised by every change that gives other figures for the same model and data. A figure that
/// was computed by another edition of a method it uses is told as such, and not called altered.
///
/// A method is named by what it belongs to and by its word in model files: `aggregate.copeland`, `window.decay`.
enum Editions {
    /// Of what is no method of a table: those that are no longer in their first. All others are 1.
    static let raised: [String: Int] = [
        // Exact, or none.
        "weights.balanced": 2,
        // Of each dyad from its own reporter; all statuses of SDMX.
        "reading": 2,
        // Null below a least coverage, by the known weight; then without what came about at breaks; then of signs of
        // cooperation too.
        "measures": 4,
        // Random numbers by definition, so that what is added redraws nothing; what an alternative refuses is null. Then
        // logarithms within two units in the last place, eight at a time.
        "uncertainty": 4,
    ]

    /// Of every method that a model uses.
    static func of(_ model: Model) -> [String: Int] {
        var editions = Dictionary(names(model).map { ($0, raised[$0] ?? 1) }) { first, _ in first }
        for normalisation in model.nodes.compactMap(\.normalisation) + (model.uncertainty?.normalisations ?? []) {
            editions["normalise." + normalisation.method.name] = type(of: normalisation.method.arithmetic).edition
        }
        for step in (model.indicators + model.tracked).flatMap(\.transform) {
            editions[step.edition.name] = step.edition.edition
        }
        for imputation in (model.indicators + model.tracked).compactMap(\.imputation) {
            editions["impute." + imputation.name] = type(of: imputation.arithmetic).edition
        }
        let plan = model.uncertainty
        let treatments = (model.indicators + model.tracked).map(\.treatment) + (plan?.treatments ?? [])
        for step in treatments.compactMap({ $0?.steps }).joined() {
            editions["treat." + step.name] = type(of: step.arithmetic).edition
        }
        let alternatives = (plan?.aggregations ?? []) + (plan?.nodeAggregations.values.flatMap { $0 } ?? [])
        for method in model.nodes.compactMap(\.aggregate?.method) + alternatives.map(\.method) {
            editions["aggregate." + method.name] = type(of: method.arithmetic).edition
        }
        return editions
    }

    private static func names(_ model: Model) -> Set<String> {
        // How an observation is chosen, and how figures age, concerns every model.
        var names: Set<String> = ["reading"]
        for indicator in model.indicators + model.tracked {
            if indicator.gaps == .zero { names.insert("gaps") }
            if indicator.isTable { names.insert("table") }
            if indicator.fallback != nil { names.insert("else") }
            if indicator.treatment?.clip != nil { names.insert("treat.clip") }
        }
        for node in model.nodes {
            if let aggregate = node.aggregate {
                names.insert("weights." + aggregate.weighting.name)
            }
            if node.direction == .negative { names.insert("direction") }
            if node.floor != nil { names.insert("floor") }
            if node.digits != nil { names.insert("round") }
        }
        if model.screen != nil { names.insert("screen") }
        if model.missing != .siblings { names.insert("missing." + model.missing.rawValue) }
        if model.measures != nil { names.insert("measures") }
        if let plan = model.uncertainty {
            names.insert("uncertainty")
            if plan.treatments.contains(where: { $0?.clip != nil }) { names.insert("treat.clip") }
        }
        return names
    }
}

extension Scorer {
    /// The edition of each method that scores and measures of a model are computed by.
    package static func editions(of model: Model) -> MethodEditions {
        MethodEditions(Editions.of(model))
    }
}
