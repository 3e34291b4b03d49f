import InfluenceModel
import InfluenceText

/// Scores as a table: `country,power,node,period,value,coverage`, CSV by RFC 4180.
struct ScoreCSV {
    private var text = CSVText()

    /// Begins with the header.
    init() {
        text.record(["country", "power", "node", "period", "value", "coverage"])
    }

    /// - Parameters:
    ///   - value: on the node scale; empty where the data do not suffice.
    ///   - coverage: 0...1.
    mutating func append(_ dyad: Dyad, node: NodeID, period: Period, value: Double?, coverage: Double) {
        text.record([
            dyad.country.text, dyad.power.text, node.text, period.description,
            value.map(DecimalText.shortest) ?? "", DecimalText.shortest(coverage),
        ])
    }

    /// Hands over the rows since the last call, so that a long table need not be held whole.
    mutating func take() -> [UInt8] { text.take() }
}
