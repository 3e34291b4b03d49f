import InfluenceControl

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
