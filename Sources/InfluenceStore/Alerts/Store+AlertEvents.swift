package import InfluenceModel

/// Which events: those whose alert matches every pattern that is there. `*` stands for any characters, `?` for one.
package struct AlertEventFilter: Hashable, Sendable {
    package var rule: String?
    package var country: String?
    /// Matches either power of a comparison.
    package var power: String?
    package var node: String?

    package static let all = AlertEventFilter()

    package init(rule: String? = nil, country: String? = nil, power: String? = nil, node: String? = nil) {
        self.rule = rule
        self.country = country
        self.power = power
        self.node = node
    }
}

extension Store {
    /// Events, newest first.
    /// - Parameter before: the id of an event: only older ones. One that is not known has none.
    package func alertEvents(
        matching filter: AlertEventFilter = .all,
        before: String? = nil,
        limit: Int = 100
    ) throws(StoreError) -> [AlertEvent] {
        try read { db in
            let reader = try AlertEventReader(db)
            var bound = Int64.max
            if let before {
                guard let number = try reader.number(of: before) else { return [] }
                bound = number
            }
            let keys = try filter == .all ? nil : Self.alertKeys(matching: filter, db)
            let numbers = try Self.eventNumbers(of: keys, before: bound, limit: max(0, limit), db)
            return try numbers.map { try reader.event($0) }
        }
    }

    /// The event of that id; `nil` if there is none.
    package func alertEvent(_ id: String) throws(StoreError) -> AlertEvent? {
        try read { db in
            let reader = try AlertEventReader(db)
            return try reader.number(of: id).map { try reader.event($0) }
        }
    }

    /// Of all alerts that there have ever been.
    package func alertKeys() throws(StoreError) -> [AlertKey] {
        try read { db in
            let select = try RawStatement(db, "SELECT \(AlertKey.columns) FROM alert_key ORDER BY id")
            var keys: [AlertKey] = []
            try select.forEachRow {
                keys.append(AlertKey(select, from: 0))
                return true
            }
            return keys
        }
    }

    private static func alertKeys(matching filter: AlertEventFilter, _ db: Database) throws -> Set<Int64> {
        let matcher = AlertMatcher(
            rule: filter.rule,
            country: filter.country,
            power: filter.power,
            node: filter.node
        )
        let select = try RawStatement(db, "SELECT \(AlertKey.columns), id FROM alert_key")
        var ids: Set<Int64> = []
        try select.forEachRow {
            if matcher.matches(AlertKey(select, from: 0), severity: .info, labels: []) { ids.insert(select.int(6)) }
            return true
        }
        return ids
    }

    /// - Parameter keys: `nil` for those of all alerts.
    private static func eventNumbers(
        of keys: Set<Int64>?,
        before: Int64,
        limit: Int,
        _ db: Database
    ) throws -> [Int64] {
        var numbers: [Int64] = []
        if limit == 0 { return numbers }
        if let keys, keys.count <= 32 {
            // Few alerts: by each of them, rather than over all events.
            let select = try RawStatement(
                db,
                "SELECT number FROM alert_event WHERE key = ?1 AND number < ?2 ORDER BY number DESC LIMIT ?3"
            )
            for key in keys {
                try select.bind(1, key)
                try select.bind(2, before)
                try select.bind(3, Int64(limit))
                try select.forEachRow {
                    numbers.append(select.int(0))
                    return true
                }
            }
            return Array(numbers.sorted(by: >).prefix(limit))
        }
        let select = try RawStatement(
            db,
            "SELECT number, key FROM alert_event WHERE number < ?1 ORDER BY number DESC"
        )
        try select.bind(1, before)
        try select.forEachRow {
            if keys?.contains(select.int(1)) ?? true { numbers.append(select.int(0)) }
            return numbers.count < limit
        }
        return numbers
    }
}
