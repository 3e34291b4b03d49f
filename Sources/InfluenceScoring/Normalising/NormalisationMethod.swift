package import InfluenceModel
import InfluenceText

/// A method of normalisation with all there is to say of it: how it is written, what it does, how people read it. A row in
/// ``MethodKinds`` makes it one of the model language.
///
/// Direction -1: fixed methods (goalposts, none) mirror the score about the middle of the node scale; relative ones take -x
/// for x, as COINr does.
package protocol NormalisationMethod: NormalisationKind, WrittenMethod {
    /// Whether a score is no linear function of the value: the values are replaced then. Usual: false. Of a line alone there
    /// is a baseline, as it can map values that it was not found in.
    static var replacesValues: Bool { get }

    /// As people read it: `goalposts 0..50`. `nil`: there is nothing to say.
    var text: String? { get }
    /// Whether scores can leave the node scale through a map that no parameter bounds. Usual: false.
    var isUnbounded: Bool { get }
    /// Where its values lie.
    /// - Parameter scale: the model's.
    func values(on scale: Scale) -> ValueScale
    /// How it would be written with values on a range; `nil`: it has no such parameter. Usual: that.
    func example(low: Double, high: Double) -> String?

    /// Of a linear method: its parameters and the map that they make, ``NormalisationParameters/undefined`` and
    /// ``LinearMap/undefined`` where there are none.
    /// - Parameters:
    ///   - scale: the model's.
    ///   - distribution: of the values in the scope; `nil` for methods that need none.
    func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap)

    /// Of one that replaces values: puts the score of each cell of a scope in its place; NaN: none.
    /// - Returns: the figures that it used.
    func replace(
        _ values: inout [Double],
        in scope: ComparedValues
    ) throws(Replacement.UnknownReference) -> NormalisationParameters
}

extension NormalisationMethod {
    package static var replacesValues: Bool { false }
    package var isUnbounded: Bool { false }
    package func example(low: Double, high: Double) -> String? { nil }

    package func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        (.none, .identity)
    }

    package func replace(
        _ values: inout [Double],
        in scope: ComparedValues
    ) throws(Replacement.UnknownReference) -> NormalisationParameters {
        .none
    }
}

extension Normalisation.Method {
    /// What computes it. Of a value that no method of this module stands for nothing is known, and no score comes of it.
    package var arithmetic: any NormalisationMethod { kind as? any NormalisationMethod ?? UnknownNormalisation() }
}

/// Every score is null.
private struct UnknownNormalisation: NormalisationMethod {
    static let name = "unknown"
    static let form = MethodForm()

    init() {}
    init(_ given: MethodArguments) {}

    var text: String? { Self.name }
    func values(on scale: Scale) -> ValueScale { .raw }

    func fit(
        _ direction: Direction,
        scale: Scale,
        _ distribution: Distribution?
    ) -> (NormalisationParameters, LinearMap) {
        (.undefined, .undefined)
    }
}

/// A number in a text for people.
func figure(_ value: Double) -> String { DecimalText.shortest(value) }
