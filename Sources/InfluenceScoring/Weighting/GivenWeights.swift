package import InfluenceModel

/// `given`: those of the model.
extension GivenWeights: WeightingMethod {
    package static let form = MethodForm()

    package init(_ given: MethodArguments) { self.init() }

    package func weights(_ given: [Double], of columns: () -> [[Double]]) -> [Double] { given }
}
