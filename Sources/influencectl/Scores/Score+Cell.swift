import InfluenceControl
import InfluenceModel
import InfluenceText

extension IndexInterface.Score {
    /// The value; the leading power's stands out. Of a measure the label, or finer figures: most are within 1.
    func scoreCell(_ decimals: Int, marksLeader: Bool = true) -> Table.Cell {
        if let label { return Table.Cell(label) }
        let node = NodeID(node)
        if Measure.isProbability(node), let value { return Table.Cell(probability(value)) }
        let leads = marksLeader && rank == 1
        return value.figure(Measure.isMeasure(node) ? Decimals.measure : decimals, leads ? .strong : .normal)
    }
}

extension IndexInterface.Score: CSVRow {
    /// In the order of the protocol; what there is to an interval besides its ends, and what figures stand on, at the end
    /// of a row, where a column that is added later moves no other.
    static let csvFields: [Field] = [
        .country, .power, .node, .period, .value, .low, .high, .rank, .share, .coverage, .confidence, .run, .computedAt,
        .median, .rankLow, .rankHigh, .rankStable, .inputLow, .inputHigh, .dataFrom, .dataTo, .flags, .breaks,
    ]

    func csvField(_ field: Field) -> JSONValue {
        switch field {
        case .flags: .string(flagText)
        case .breaks: .string(breakTexts.joined(separator: "; "))
        default: self[field]
        }
    }
}
