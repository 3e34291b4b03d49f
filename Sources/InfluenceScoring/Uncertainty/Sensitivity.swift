package import InfluenceModel

/// Which choice matters: Sobol indices of the root score, of each dyad and of each country.
package struct Sensitivity: Sendable {
    /// Those with more than one option, in the order of ``UncertainChoice``. The others have no index, and no effect.
    package let choices: [UncertainChoice]
    package let dyads: [Dyad]
    package let countries: [CountryID]
    /// N: the replications computed are N x (choices + 2).
    package let rows: Int
    private let ofDyads: [[SobolIndex]?]
    private let ofCountries: [[SobolIndex]?]

    /// - Parameters:
    ///   - dyads: By country, as many in each.
    ///   - variances: One a dyad.
    init(
        choices: [UncertainChoice],
        dyads: [Dyad],
        countries: [CountryID],
        rows: Int,
        variances: [Sobol.Variances?]
    ) {
        self.choices = choices
        self.dyads = dyads
        self.countries = countries
        self.rows = rows
        ofDyads = variances.map { $0?.indices }
        let powerCount = countries.isEmpty ? 0 : dyads.count / countries.count
        ofCountries = countries.indices.map { country in
            Self.sum(variances[(country * powerCount)..<((country + 1) * powerCount)], choices: choices.count).indices
        }
    }

    /// One a choice, for a dyad by position. `nil` where it has no root score, or none in some replication, or nothing
    /// varies.
    package func indices(dyad: Int) -> [SobolIndex]? { ofDyads[dyad] }

    /// One a choice, for a country by position: its dyads' parts of the variance added up, by the sum of their variances.
    /// `nil` where nothing varies.
    package func indices(country: Int) -> [SobolIndex]? { ofCountries[country] }

    private static func sum(_ variances: ArraySlice<Sobol.Variances?>, choices: Int) -> Sobol.Variances {
        let zeros = [Double](repeating: 0, count: choices)
        var sum = Sobol.Variances(first: zeros, total: zeros, firstErrors: zeros, totalErrors: zeros)
        for case let part? in variances {
            sum.variance += part.variance
            for choice in 0..<choices {
                sum.first[choice] += part.first[choice]
                sum.total[choice] += part.total[choice]
                // The dyads share their draws, so their errors may all go the same way: added, not their squares.
                sum.firstErrors[choice] += part.firstErrors[choice].squareRoot()
                sum.totalErrors[choice] += part.totalErrors[choice].squareRoot()
            }
        }
        for choice in 0..<choices {
            sum.firstErrors[choice] *= sum.firstErrors[choice]
            sum.totalErrors[choice] *= sum.totalErrors[choice]
        }
        return sum
    }
}
