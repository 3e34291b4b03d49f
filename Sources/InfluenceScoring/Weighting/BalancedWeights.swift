package import InfluenceModel
import InfluenceText

/// `balanced`: such that each child correlates equally with the node. Where that takes a weight of 0 or less there are none.
/// Source: Becker, Saisana, Paruolo, Vandecasteele, "Weights and importance in composite indicators: Closing the gap"
/// (2017); COINr `get_opt_weights`, `balance`, which searches, stops early and lets weights be negative.
package struct BalancedWeights: WeightingMethod {
    package static let name = "balanced"
    /// Exact, or none.
    package static let edition = 2
    package static let isFitted = true
    package static let isOfWeightedSum = true
    package static let form = MethodForm(.keys([.init("floor", .number)]))

    /// Above 0, below 1: each child keeps at least that part of an equal share, in units of its deviation. A child at the
    /// floor correlates more than the others, which correlate equally, and the smallest correlation is as large as the floor
    /// lets it be. The audit shows the correlations.
    package let floor: Double?

    package func write(into definition: inout DefinitionBytes) {
        definition.field("floor", floor, unless: nil)
    }

    package func weights(_ given: [Double], of columns: () -> [[Double]]) throws(Weighting.Failure) -> [Double] {
        let components = try PrincipalComponents(ofChildren: columns())
        do throws(PrincipalComponents.NoBalance) {
            return try components.balanced(floor: floor)
        } catch {
            throw switch error {
            case .dependent(let columns): Weighting.Failure(problem: .dependent, children: columns)
            case .notPositive(let columns): Weighting.Failure(problem: .notPositive, children: columns)
            }
        }
    }
}

extension BalancedWeights {
    package init(_ given: MethodArguments) throws(MethodProblem) {
        floor = given.hasOption("floor") ? given.number("floor") : nil
        guard let floor, !(floor > 0 && floor < 1) else { return }
        throw MethodProblem(
            "\(DecimalText.shortest(floor)) is no part of an equal share; write more than 0 and less than 1, such as 0.01",
            at: "floor"
        )
    }
}

extension Weighting {
    package static func balanced(floor: Double? = nil, _ scope: Scope = .panel) -> Self {
        Self(BalancedWeights(floor: floor), in: scope)
    }
}
