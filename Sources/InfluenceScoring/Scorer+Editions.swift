package import InfluenceModel

extension Scorer {
    /// The edition of each method that scores and measures of a model are computed by.
    package static func editions(of model: Model) -> MethodEditions {
        MethodEditions(Editions.of(model))
    }
}
