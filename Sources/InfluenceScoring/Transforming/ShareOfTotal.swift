package import InfluenceModel

/// `share`: per cent (0...100) of a total of the same reporter and period; of two windows, over the time known to both.
package struct ShareOfTotal: TransformMethod {
    package static let name = "share"
    /// All powers and the total of one table; then under a mean unknown where a row or its total has no value; then compared
    /// with tolerance and least total but for rounding.
    package static let edition = 5
    package static let role = TransformRole.share
    package static let form = MethodForm(.choice("total", Transform.Whole.allCases.map(\.rawValue)))

    package let total: Transform.Whole

    package var whole: Transform.Whole? { total }
    package var editionName: String { total == .partners ? "transform.share" : "transform.share_of_powers" }
    package var ownEdition: Int { total == .partners ? Self.edition : 3 }

    package func write(into definition: inout DefinitionBytes) {
        definition.field(Self.name, total.rawValue)
    }

    package func text(of what: String, isFlow: Bool) -> String {
        let whole = total == .partners ? "partners" : "powers of the model"
        return "share" + (what.isEmpty ? "" : " of \(what)") + " in the total of all \(whole), per cent"
    }

    package func range(of values: RawRange) -> RawRange {
        RawRange(low: 0, high: 100)
    }

    package func unit(of unit: String) -> String { "percent" }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        guard let total = operands.total else { throw .noTotal }
        return value / total * 100
    }
}

extension ShareOfTotal {
    package init(_ given: MethodArguments) {
        self.init(total: given.choice.flatMap { Transform.Whole(rawValue: $0) } ?? .partners)
    }
}

extension Transform {
    package static func share(of whole: Whole = .partners) -> Self { Self(ShareOfTotal(total: whole)) }
}
