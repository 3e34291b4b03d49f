import InfluenceModel

/// The rows of the breaks that events carry.
struct AlertBreakRows {
    private let insert: RawStatement
    private let select: RawStatement

    init(_ db: Database) throws {
        insert = try RawStatement(
            db,
            """
            INSERT INTO alert_event_break (event, position, country, power, indicator, since, kind, old, new, period)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
            """
        )
        select = try RawStatement(
            db,
            """
            SELECT country, power, indicator, since, kind, old, new, period FROM alert_event_break
            WHERE event = ?1 ORDER BY position
            """
        )
    }

    func store(_ breaks: [AlertBreak], of event: Int64) throws {
        for (position, item) in breaks.enumerated() {
            let (kind, old, new, period): (String, String, String, Period?) =
                switch item.found.kind {
                case .reporter(let from, let to): ("reporter", from, to, nil)
                case .status(let period): ("status", "", "", period)
                case .source(let from, let to): ("source", from.text, to.text, nil)
                }
            try insert.bind(1, event)
            try insert.bind(2, Int64(position))
            try insert.bind(3, item.country.text)
            try insert.bind(4, item.power.text)
            try insert.bind(5, item.found.indicator.text)
            try insert.bind(6, PeriodCode.encode(item.found.since))
            try insert.bind(7, kind)
            try insert.bind(8, old)
            try insert.bind(9, new)
            try insert.bind(10, period.map { PeriodCode.encode($0) })
            try insert.execute()
        }
    }

    func breaks(of event: Int64) throws -> [AlertBreak] {
        var breaks: [AlertBreak] = []
        try select.bind(1, event)
        try select.forEachRow {
            let (old, new) = (select.text(5), select.text(6))
            let kind: SeriesBreak.Kind
            switch (select.text(4), try select.optionalPeriod(7)) {
            case ("reporter", nil): kind = .reporter(from: old, to: new)
            case ("source", nil): kind = .source(from: NodeID(old), to: NodeID(new))
            case ("status", let period?): kind = .status(period)
            default: throw Damage("a break of the alert event \(event) is not readable")
            }
            guard let since = try select.optionalPeriod(3) else {
                throw Damage("a break of the alert event \(event) is not readable")
            }
            breaks.append(
                AlertBreak(
                    power: PowerID(select.text(1)),
                    country: CountryID(select.text(0)),
                    found: SeriesBreak(indicator: NodeID(select.text(2)), kind: kind, since: since)
                )
            )
            return true
        }
        return breaks
    }
}
