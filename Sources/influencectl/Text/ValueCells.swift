import InfluenceControl
import InfluenceText

/// Values of the protocol as cells of tables: what is missing is a faint `-`.
extension VarlinkValue {
    /// As it is.
    var cell: Table.Cell {
        let value = json
        return Table.Cell(shown, value.isNull ? .faint : .normal)
    }
}

extension Table.Cell {
    /// What is missing.
    static var missing: Table.Cell { Table.Cell("-", .faint) }
}

extension Double {
    /// With fixed decimals.
    func figure(_ decimals: Int, _ tone: Tone = .normal) -> Table.Cell { Table.Cell(fixed(self, decimals), tone) }
    /// A share of 1, as per cent.
    func percentage(_ decimals: Int = 0) -> Table.Cell { Table.Cell(percent(self, decimals)) }
    /// Rounded for people.
    var measured: Table.Cell { Table.Cell(influencectl.rounded(self)) }
}

extension Double? {
    func figure(_ decimals: Int, _ tone: Tone = .normal) -> Table.Cell { self?.figure(decimals, tone) ?? .missing }
    func percentage(_ decimals: Int = 0) -> Table.Cell { self?.percentage(decimals) ?? .missing }
    var measured: Table.Cell { self?.measured ?? .missing }
}
