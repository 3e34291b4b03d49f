import InfluenceModel
import InfluenceText

/// How the client shows the figure of a measure, wherever it stands: a probability as per cent, points of the scale as scores
/// are shown, and what is within 1 with more decimals.
enum MeasureFigure {
    /// - Parameter measure: `tilt`, without a facet.
    static func text(_ value: Double, of measure: String) -> String {
        measure == Measure.probabilityName ? DecimalText.probability(value) : fixed(value, decimals(of: measure))
    }

    /// - Parameters:
    ///   - node: Of a measure's series or of the tree.
    ///   - decimals: Of scores.
    static func cell(
        _ value: Double?,
        of node: NodeID,
        _ decimals: Int = Decimals.detail,
        _ tone: Tone = .normal
    ) -> Table.Cell {
        guard let measure = Measure.parts(of: node)?.name else { return value.figure(decimals, tone) }
        return cell(value, of: measure, tone)
    }

    static func cell(_ value: Double?, of measure: String, _ tone: Tone = .normal) -> Table.Cell {
        guard measure == Measure.probabilityName, let value else { return value.figure(decimals(of: measure), tone) }
        return Table.Cell(text(value, of: measure), tone)
    }

    private static func decimals(of measure: String) -> Int {
        Measure.namesInPoints.contains(measure) ? Decimals.detail : Decimals.measure
    }
}
