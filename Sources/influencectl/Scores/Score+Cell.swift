import InfluenceControl
import InfluenceModel
import InfluenceText

extension IndexInterface.Score {
    /// The value; the leading power's stands out. Of a measure the label, or finer figures: most are within 1.
    func scoreCell(_ decimals: Int, marksLeader: Bool = true) -> Table.Cell {
        if let label { return Table.Cell(label) }
        let leads = marksLeader && rank == 1
        return MeasureFigure.cell(value, of: NodeID(node), decimals, leads ? .strong : .normal)
    }
}
