package import InfluenceModel

/// A method of imputation with all there is to say of it: how it is written, what it does, how people read it. A row in
/// ``MethodKinds`` makes it one of the model language.
package protocol ImputationMethod: ImputationKind, WrittenMethod {
    /// As people read it, of what stands in: `the mean of the period`.
    var text: String { get }

    /// Puts values where there are none.
    func fill(_ column: inout Filling)
}

extension Imputation {
    /// What computes it. Of a value that no method of this module stands for nothing is known, and nothing is imputed.
    package var arithmetic: any ImputationMethod { kind as? any ImputationMethod ?? UnknownImputation() }

    /// Puts values where there are none; all others, and cells that cannot have one, stay as they are.
    func apply(to column: Column, of model: Model, in cells: Cells) -> Column {
        var filling = Filling(column, of: model, in: cells)
        guard filling.hasGaps else { return column }
        arithmetic.fill(&filling)
        return filling.column
    }
}

private struct UnknownImputation: ImputationMethod {
    static let name = "unknown"
    static let reach: Reach = []
    static let form = MethodForm()

    init() {}
    init(_ given: MethodArguments) {}

    var text: String { Self.name }
    func fill(_ column: inout Filling) {}
}
