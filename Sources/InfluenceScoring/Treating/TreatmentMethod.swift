package import InfluenceModel

/// A step of treatment with all there is to say of it: how it is written, what it does, how people read it. A row in
/// ``MethodKinds`` makes it one of the model language.
package protocol TreatmentMethod: TreatmentKind, WrittenMethod {
    /// As people read it: `up to 5 points winsorised`.
    var text: String { get }

    /// - Parameter values: Without NaN, not all equal.
    /// - Returns: The treated values, and how many points were changed.
    func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int)
}

extension Treatment.Step {
    /// What computes it. Of a value that no step of this module stands for nothing is known, and values stay as they are.
    package var arithmetic: any TreatmentMethod { kind as? any TreatmentMethod ?? UnknownTreatment() }

    func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) {
        arithmetic.apply(to: values, limits: limits)
    }
}

private struct UnknownTreatment: TreatmentMethod {
    static let name = "unknown"
    static let form = MethodForm()

    init() {}
    init(_ given: MethodArguments) {}

    var text: String { Self.name }
    func apply(to values: [Double], limits: Treatment) -> (values: [Double], points: Int) { (values, 0) }
}
