package import InfluenceModel

/// `rank`: 1...n, the highest value n. Source: OECD/JRC Handbook (2008), step 5; COINr `n_rank`.
package struct Rank: NormalisationMethod {
    package static let name = "rank"
    package static let edition = 2
    package static let replacesValues = true
    package static let form = MethodForm(.nothing, options: [Ranking.ties])

    package let ties: Normalisation.Ties

    package func write(into definition: inout DefinitionBytes) {
        definition.field("ties", ties.rawValue)
    }

    package var text: String? { "rank (ties: \(ties.rawValue))" }
    package func values(on scale: Scale) -> ValueScale { .ranks(first: 1) }

    package func replace(_ values: inout [Double], in scope: ComparedValues) -> NormalisationParameters {
        scope.rank(&values, ties) { rank, _ in rank }
    }
}

extension Rank {
    package init(_ given: MethodArguments) {
        self.init(ties: Ranking.ties(of: given))
    }
}

extension Normalisation.Method {
    package static func rank(_ ties: Normalisation.Ties = .min) -> Self { Self(Rank(ties: ties)) }
}
