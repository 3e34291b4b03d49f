package import InfluenceModel

/// `ordinal`: the score of the level in the table, which stands beside the transform.
package struct OrdinalScore: TransformMethod {
    package static let name = "ordinal"
    package static let edition = 2
    package static let role = TransformRole.ordinal
    package static let form = MethodForm()

    package let table: [OrdinalLevel]

    package var levels: [OrdinalLevel]? { table }

    package func write(into definition: inout DefinitionBytes) {
        // In the order of their levels: the order of the table means nothing.
        let ordered = table.sorted { $0.level < $1.level }
        definition.field("levels", ordered.map(\.level))
        definition.field("scores", ordered.map(\.score))
    }

    package func text(of what: String, isFlow: Bool) -> String {
        "ordinal, \(table.count) levels" + (what.isEmpty ? "" : " of \(what)")
    }

    package func range(of values: RawRange) -> RawRange {
        values.replaced(by: table.map(\.score))
    }

    package func result(of value: Double, _ operands: Operands) throws(Absence) -> Double {
        // That of a mean or a ratio is rounded.
        guard
            let level = table.first(where: { $0.level == value })
                ?? table.first(where: { $0.level.isEqual(to: value, ofSize: 0) })
        else { throw .unknownLevel(value) }
        return level.score
    }
}

extension OrdinalScore {
    /// Without its table, which is put into its place.
    package init(_ given: MethodArguments) { self.init(table: []) }
}

extension Transform {
    package static func ordinal(_ table: [OrdinalLevel]) -> Self { Self(OrdinalScore(table: table)) }
}
