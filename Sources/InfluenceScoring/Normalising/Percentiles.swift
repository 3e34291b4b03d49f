package import InfluenceModel

/// `percentiles`: the group of equal size that the value falls into, 1...groups: the share of the values that are not above
/// it x groups, rounded up. Source: percentiles of the original distribution as in Dreher, "Does globalization affect
/// growth?" (2006) and Gygli, Haelg, Potrafke, Sturm, "The KOF Globalisation Index - revisited" (2019).
package struct Percentiles: NormalisationMethod {
    package static let name = "percentiles"
    package static let edition = 2
    package static let replacesValues = true
    package static let form = MethodForm(.numbers(["groups"]) { _ in [100] })

    package let groups: Int

    package func write(into definition: inout DefinitionBytes) {
        definition.field("groups", groups)
    }

    package var text: String? { "group of \(groups) of equal size" }
    package func values(on scale: Scale) -> ValueScale { .range(low: 1, high: Double(groups)) }

    package func replace(_ values: inout [Double], in scope: ComparedValues) -> NormalisationParameters {
        scope.rank(&values, .max) { rank, count in (Double(groups) * rank / count).rounded(.up) }
    }
}

extension Percentiles {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        guard let groups = Int(exactly: given.number("groups")), (2...1_000_000).contains(groups) else {
            throw MethodProblem("'groups' must be a whole number from 2 to 1000000")
        }
        self.init(groups: groups)
    }
}

extension Normalisation.Method {
    package static func percentiles(groups: Int) -> Self { Self(Percentiles(groups: groups)) }
}
