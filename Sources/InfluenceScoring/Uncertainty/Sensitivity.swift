package import InfluenceModel

/// Which choice matters: Sobol indices of the root score.
package struct Sensitivity: Sendable {
    /// Those with more than one option, in the order of ``UncertainChoice``. The others have no index, and no effect.
    package let choices: [UncertainChoice]
    package let dyads: [Dyad]
    /// N: the replications computed are N x (choices + 2).
    package let rows: Int
    private let indices: [[SobolIndex]?]
    /// One a choice: the dyads' parts of the variance added up, by the sum of their variances. `nil` where nothing varies.
    package let overall: [SobolIndex]?

    init(choices: [UncertainChoice], dyads: [Dyad], rows: Int, variances: [Sobol.Variances?]) {
        self.choices = choices
        self.dyads = dyads
        self.rows = rows
        indices = variances.map { $0?.indices }
        let zeros = choices.map { _ in 0.0 }
        var sum = Sobol.Variances(first: zeros, total: zeros, firstErrors: zeros, totalErrors: zeros)
        for case let part? in variances {
            sum.variance += part.variance
            for choice in choices.indices {
                sum.first[choice] += part.first[choice]
                sum.total[choice] += part.total[choice]
                // The dyads share their draws, so their errors may all go the same way: added, not their squares.
                sum.firstErrors[choice] += part.firstErrors[choice].squareRoot()
                sum.totalErrors[choice] += part.totalErrors[choice].squareRoot()
            }
        }
        for choice in choices.indices {
            sum.firstErrors[choice] *= sum.firstErrors[choice]
            sum.totalErrors[choice] *= sum.totalErrors[choice]
        }
        overall = sum.indices
    }

    /// One a choice, for a dyad by position. `nil` where it has no root score, or none in some replication, or nothing
    /// varies.
    package func indices(dyad: Int) -> [SobolIndex]? { indices[dyad] }
}
