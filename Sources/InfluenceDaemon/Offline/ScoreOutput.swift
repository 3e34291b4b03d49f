import InfluenceControl
import InfluenceModel

/// Scores as text, in full precision: a number is the shortest text that reads back as the same double.
package enum ScoreOutput {
    /// RFC 4180 with a header; an empty value is null.
    package static func csv(_ rows: [OfflineScore.Row]) -> [UInt8] {
        var text = Array("country,power,node,period,value,coverage\n".utf8)
        text.reserveCapacity(rows.count * 64)
        for row in rows {
            // Ids and periods hold nothing that would need quotes.
            for field in [row.country.text, row.power.text, row.node.text, row.period.description] {
                text.append(contentsOf: field.utf8)
                text.append(UInt8(ascii: ","))
            }
            if let value = row.score.value { text.append(contentsOf: DecimalText.shortest(value).utf8) }
            text.append(UInt8(ascii: ","))
            text.append(contentsOf: DecimalText.shortest(row.score.coverage).utf8)
            text.append(UInt8(ascii: "\n"))
        }
        return text
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
