package import InfluenceModel

/// `equal`: the same for each child.
package struct EqualWeights: WeightingMethod {
    package static let name = "equal"
    package static let form = MethodForm()

    package init() {}
    package init(_ given: MethodArguments) {}

    package func weights(_ given: [Double], of columns: () -> [[Double]]) -> [Double] { given.map { _ in 1 } }
}

extension Weighting {
    package static let equal = Weighting(EqualWeights())
}
