package import InfluenceModel

/// `borda`: rank - 1: 0...n - 1, with ties `min` the number of values below. COINr `n_borda`.
package struct Borda: NormalisationMethod {
    package static let name = "borda"
    package static let edition = 2
    package static let replacesValues = true
    package static let form = MethodForm(.nothing, options: [Ranking.ties])

    package let ties: Normalisation.Ties

    package func write(into definition: inout DefinitionBytes) {
        definition.field("ties", ties.rawValue)
    }

    package var text: String? { "Borda count (ties: \(ties.rawValue))" }
    package func values(on scale: Scale) -> ValueScale { .ranks(first: 0) }

    package func replace(_ values: inout [Double], in scope: ComparedValues) -> NormalisationParameters {
        scope.rank(&values, ties) { rank, _ in rank - 1 }
    }
}

extension Borda {
    package init(_ given: MethodArguments) {
        self.init(ties: Ranking.ties(of: given))
    }
}

extension Normalisation.Method {
    package static func borda(_ ties: Normalisation.Ties = .min) -> Self { Self(Borda(ties: ties)) }
}
