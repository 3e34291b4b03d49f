package import InfluenceModel
import InfluenceText

/// What is assumed to be otherwise: nothing of it is ever stored.
package struct Scenario: Hashable, Sendable {
    /// Weights in place of the model's. Siblings keep theirs; all are scaled to a sum of 1, as always.
    package var weights: [Weight]
    /// Nodes that are left out: the same as a weight of 0.
    package var dropped: [NodeID]
    package var values: [Value]

    package init(weights: [Weight] = [], dropped: [NodeID] = [], values: [Value] = []) {
        self.weights = weights
        self.dropped = dropped
        self.values = values
    }

    package struct Weight: Hashable, Sendable {
        package let node: NodeID
        /// On the scale of the siblings' weights in the model file.
        package let weight: Double

        package init(node: NodeID, weight: Double) {
            self.node = node
            self.weight = weight
        }
    }

    /// What an indicator is assumed to be, in the periods asked about.
    package struct Value: Hashable, Sendable {
        package let indicator: NodeID
        /// `nil` for an indicator about countries alone, which is the same for all powers.
        package let power: PowerID?
        /// `nil` for an indicator about powers alone, which is the same in all countries.
        package let country: CountryID?
        /// The raw value, as explanations show it: after window and transform, before normalisation, in the indicator's
        /// unit. Of an ordinal indicator the level. It counts as fresh, and changes no other indicator, also none that
        /// reads the same observations.
        package let value: Double

        package init(indicator: NodeID, power: PowerID?, country: CountryID?, value: Double) {
            self.indicator = indicator
            self.power = power
            self.country = country
            self.value = value
        }
    }
}

/// Why a scenario cannot be assumed.
package enum ScenarioError: Error, Hashable, Sendable {
    case unknownNode(NodeID, known: [NodeID])
    case unknownPower(PowerID, known: [PowerID])
    case unknownCountry(CountryID, known: [CountryID])
    /// A tracked indicator has no weight and enters no score.
    case tracked(NodeID)
    /// The root has no siblings, so its weight means nothing.
    case root(NodeID)
    /// A value of a node that comes from its parts.
    case aggregate(NodeID)
    case invalidWeight(NodeID, Double)
    /// The parent's children are weighed alike, or by what is found in their values: a given weight is not read.
    case derivedWeight(NodeID, parent: NodeID)
    /// Nothing beneath the node would have a weight.
    case nothingLeft(of: NodeID)
    /// One node or value is assumed twice.
    case twice(String)
    case notFinite(NodeID)
    case notALevel(NodeID, Double, levels: [Double])
    /// No data could give it.
    case outOfRange(NodeID, Double, range: String, unit: String)
    /// The value names more or less than what its indicator is about.
    case otherSubject(NodeID, Subject)
}

extension ScenarioError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .unknownNode(let id, let known):
            "the model has no node '\(id)'" + NearestName.hint(for: id.text, among: known.map(\.text))
        case .unknownPower(let id, let known):
            "the model has no power '\(id)'" + NearestName.hint(for: id.text, among: known.map(\.text))
        case .unknownCountry(let id, let known):
            "the model has no country '\(id)'" + NearestName.hint(for: id.text, among: known.map(\.text))
        case .tracked(let id):
            "\(id) is tracked only: it has no weight and enters no score, so nothing would change"
        case .root(let id):
            "\(id) is the root of the model and has no weight; change those beneath it"
        case .aggregate(let id):
            "\(id) comes from its parts and has no value of its own; name an indicator beneath it"
        case .invalidWeight(let id, let weight):
            "the weight of \(id) is \(weight.isFinite ? DecimalText.shortest(weight) : "\(weight)"); it takes a finite "
                + "number from 0"
        case .derivedWeight(let id, let parent):
            "the model does not give the weights beneath \(parent) but derives them, so \(id) can only be dropped"
        case .nothingLeft(let id):
            "nothing beneath \(id) would have a weight; leave one of its parts a weight above 0"
        case .twice(let what):
            "\(what) is assumed twice; leave one of them"
        case .notFinite(let id):
            "the value of \(id) is not a finite number"
        case .notALevel(let id, let value, let levels):
            "\(DecimalText.shortest(value)) is not a level of \(id); its levels are "
                + levels.map { DecimalText.shortest($0) }.joined(separator: ", ")
        case .outOfRange(let id, let value, let range, let unit):
            "\(id) cannot be \(DecimalText.shortest(value)): it is \(range)\(unit.isEmpty ? "" : " (\(unit))")"
        case .otherSubject(let id, let subject):
            switch subject {
            case .country: "\(id) is about countries alone: its value takes a country and no power"
            case .power: "\(id) is about powers alone: its value takes a power and no country"
            case .dyad, .pair: "\(id) is about a power in a country: its value takes both"
            }
        }
    }
}
