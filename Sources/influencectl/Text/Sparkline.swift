import InfluenceText

/// A series as one line of blocks, from its lowest to its highest value. A missing value is a blank.
///
/// - Parameter width: where there are more values than columns, each column shows the last value that it holds.
func sparkline(_ values: [Double?], width: Int) -> String {
    let columns = min(values.count, max(1, width))
    guard columns > 0 else { return "" }
    let shown: [Double?] = (0..<columns).map { column in
        let bucket = values[(column * values.count / columns)..<((column + 1) * values.count / columns)]
        return bucket.last { $0 != nil } ?? nil
    }
    let present = values.compactMap { $0 }
    guard let low = present.min(), let high = present.max() else { return spaces(columns) }
    let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    return String(
        shown.map { value -> Character in
            guard let value else { return " " }
            // A series that never moves lies in the middle.
            let height = high > low ? share(of: value, from: low, to: high) : 0.5
            return blocks[min(blocks.count - 1, Int(height * Double(blocks.count)))]
        }
    )
}
