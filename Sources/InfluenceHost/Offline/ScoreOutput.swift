import InfluenceControl
import InfluenceReading
import InfluenceModel

/// Scores as text, in full precision: a number is the shortest text that reads back as the same double.
package enum ScoreOutput {
    /// RFC 4180 with a header; an empty value is null.
    package static func csv(_ rows: [OfflineScore.Row]) -> [UInt8] {
        var text = ScoreCSV()
        for row in rows {
            text.append(
                Dyad(power: row.power, country: row.country),
                node: row.node,
                period: row.period,
                value: row.score.value,
                coverage: row.score.coverage
            )
        }
        return text.take()
    }

    /// One array of objects.
    package static func json(_ rows: [OfflineScore.Row]) -> [UInt8] {
        var writer = JSONWriter(reservingCapacity: rows.count * 128)
        writer.beginArray()
        for row in rows {
            writer.value([
                "country": .string(row.country.text),
                "power": .string(row.power.text),
                "node": .string(row.node.text),
                "period": .string(row.period.description),
                "value": .number(orNull: row.score.value),
                "coverage": .number(row.score.coverage),
            ])
        }
        writer.endArray()
        return writer.bytes + [UInt8(ascii: "\n")]
    }
}
