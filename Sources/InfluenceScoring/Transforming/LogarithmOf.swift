package import InfluenceModel

/// `log`: log(x + offset) to a base; of an offset of 1 computed as log1p.
package struct LogarithmOf: TransformMethod {
    package static let name = "log"
    package static let edition = 2
    package static let form = MethodForm(
        .keys([Transform.LogBase.option, .init("offset", .number)]),
        example: "{log: {base: 10}}",
        bare: "does not say to which base; it meant log10(1 + x): write {log: {base: 10}}, or with an offset "
            + "{log: {base: e, offset: 0}}"
    )

    package let base: Transform.LogBase
    package let offset: Double

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, base.rawValue)
        definition.field("offset", offset, unless: 1)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        let name = base == .e ? "ln" : "log\(base.rawValue)"
        let value = what.isEmpty ? "x" : what
        if offset == 0 { return "\(name)(\(value))" }
        return offset < 0 ? "\(name)(\(value) - \(figure(-offset)))" : "\(name)(\(figure(offset)) + \(value))"
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        guard value + offset > 0 else { throw .logarithmUndefined(value) }
        return base.log(value, plus: offset)
    }
}

extension LogarithmOf {
    package init(_ given: MethodArguments) {
        self.init(base: Transform.LogBase(given), offset: given.number("offset", usual: 1))
    }
}

extension Transform {
    package static func log(_ base: LogBase, offset: Double = 1) -> Self {
        Self(LogarithmOf(base: base, offset: offset))
    }

    package enum LogBase: String, CaseIterable, Sendable {
        case e
        case ten = "10"
        case two = "2"
    }
}

extension Transform.LogBase {
    /// How model files write it.
    static let option = MethodForm.Option("base", .words(allCases.map(\.rawValue)), isRequired: true)

    init(_ given: MethodArguments) {
        self = given.words[Self.option.name].flatMap { Self(rawValue: $0) } ?? .e
    }

    /// Of x + offset, above 0. With the offset 1 without the loss that adding it to a small x would be.
    fileprivate func log(_ value: Double, plus offset: Double) -> Double {
        switch (self, offset) {
        case (.e, 1): Elementary.log1p(value)
        case (.ten, 1): Elementary.log10p1(value)
        case (.two, 1): Elementary.log2p1(value)
        case (.e, _): Elementary.log(value + offset)
        case (.ten, _): Elementary.log10(value + offset)
        case (.two, _): Elementary.log2(value + offset)
        }
    }
}
