package import InfluenceModel

/// A kind of step with all there is to say of it: how it is written, what it does, how people read it. A row in
/// ``MethodKinds`` makes it one of the model language.
package protocol TransformMethod: TransformKind, WrittenMethod {
    /// What its edition is told by. Usual: `transform.` and its name.
    var editionName: String { get }
    /// Usual: that of the kind.
    var ownEdition: Int { get }

    /// As people read it, of what the steps before it give: `log10(1 + exports)`.
    /// - Parameters:
    ///   - what: empty: what is observed.
    ///   - isFlow: whether that accrues.
    func text(of what: String, isFlow: Bool) -> String
    /// What values it can have, of those that it is given. Usual: between those of the ends.
    func range(of values: RawRange) -> RawRange
}

extension TransformMethod {
    package var name: String { Self.name }
    package var editionName: String { "transform.\(name)" }
    package var ownEdition: Int { Self.edition }
    package func range(of values: RawRange) -> RawRange { between(values) }

    /// Between the values of the ends, as those of a step are that only rises or only falls.
    func between(_ values: RawRange) -> RawRange {
        values.through { try? Transform(self).apply(to: $0, Operands()) }
    }
}

extension Transform {
    /// Of a value that no kind of this module stands for nothing is known, and no value comes of it. Of no window.
    private var written: any TransformMethod { kind as? any TransformMethod ?? UnknownTransform() }

    /// The edition that its arithmetic is in, by what it is called: `window.decay`.
    var edition: (name: String, edition: Int) {
        if let window = kind.window { return ("window.\(name)", type(of: window.kind.written).edition) }
        return (written.editionName, written.ownEdition)
    }

    /// As people read it.
    /// - Parameters:
    ///   - what: what the steps before it give; empty: what is observed.
    ///   - isFlow: whether that accrues.
    package func text(of what: String, isFlow: Bool) -> String {
        if let window = kind.window { return window.kind.written.text(of: what, over: window.length, isFlow: isFlow) }
        return written.text(of: what, isFlow: isFlow)
    }

    /// What values it can have, of those that it is given.
    func range(of values: RawRange) -> RawRange { role == .window ? values : written.range(of: values) }

    /// The value after the step.
    /// - Throws: Why there is none.
    func apply(to value: Double, _ operands: Operands) throws(Absence) -> Double {
        let result = try kind.result(of: value, operands)
        guard result.isFinite else { throw .notFinite }
        return result
    }

    var isRatio: Bool { role == .ratio }
    var isShare: Bool { role == .share }
}

extension RandomAccessCollection<Transform> {
    /// The value after the steps, one after the other.
    func apply(to value: Double, _ operands: Operands) throws(Absence) -> Double {
        guard value.isFinite else { throw .notFinite }
        guard let first else { return value + 0 }
        var result = try first.apply(to: value, operands)
        if count > 1 { result = try followed(from: value, to: result, operands) }
        // Not -0: the two zeros print differently.
        return result + 0
    }

    /// The same of what the first step has made of a value.
    private func followed(from value: Double, to first: Double, _ operands: Operands) throws(Absence) -> Double {
        var (before, result, operands) = (value, first, operands)
        for (step, next) in zip(self, dropFirst()) {
            operands.size = step.kind.size(of: result, from: before, ofSize: operands.size)
            before = result
            result = try next.apply(to: before, operands)
        }
        return result
    }
}

private struct UnknownTransform: TransformMethod {
    static let name = "unknown"
    static let form = MethodForm()

    init() {}
    init(_ given: MethodArguments) {}

    func text(of what: String, isFlow: Bool) -> String { Self.name }
    func range(of values: RawRange) -> RawRange { .all }
    func result(of value: Double, _ operands: Operands) throws(Absence) -> Double { throw .notFinite }
    func write(into definition: inout DefinitionBytes) {}
}
