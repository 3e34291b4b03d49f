package import InfluenceModel

/// A way to weigh a node's children with all there is to say of it: how it is written, what it does. A row in
/// ``MethodKinds`` makes it one of the model language.
///
/// One that is found in values is written with its keys, or as a word: `{pca: {loadings: squared}}`. The values in which they
/// are found are chosen beside them, in the same words for all.
package protocol WeightingMethod: WeightingKind, WrittenMethod {
    /// Whether they make sense of a node that is a weighted arithmetic mean only. Usual: false.
    static var isOfWeightedSum: Bool { get }

    /// - Parameters:
    ///   - given: Of the children that take part: above 0. If they are fitted, of two at least.
    ///   - columns: Their normalised values, NaN where there is none; asked for where they matter. None unless they are fitted.
    /// - Returns: One a child, above 0.
    func weights(_ given: [Double], of columns: () -> [[Double]]) throws(Weighting.Failure) -> [Double]
}

extension WeightingMethod {
    package static var isOfWeightedSum: Bool { false }
}

extension Weighting {
    /// What computes it. Of a value that no way of this module stands for nothing is known, and the weights stay as they are.
    package var arithmetic: any WeightingMethod { kind as? any WeightingMethod ?? GivenWeights() }

    /// Why there are no weights.
    package struct Failure: Error {
        let problem: WeightProblem
        /// Positions among the children, of those that are to blame.
        var children: [Int] = []
    }
}

extension PrincipalComponents {
    /// - Parameter columns: of a node's children.
    init(ofChildren columns: [[Double]]) throws(Weighting.Failure) {
        do throws(Failure) {
            try self.init(columns)
        } catch {
            throw switch error {
            case .tooFewCells(let count): Weighting.Failure(problem: .tooFewCells(count))
            case .withoutSpread(let column): Weighting.Failure(problem: .withoutSpread, children: [column])
            }
        }
    }
}
