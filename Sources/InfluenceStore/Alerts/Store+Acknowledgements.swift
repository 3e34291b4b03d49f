package import InfluenceModel

extension Store {
    /// Takes the place of an earlier one of the same incident.
    /// - Parameter isSpan: whether its end moves with a clock that is set; see ``Expiry``.
    package func acknowledge(_ acknowledgement: Acknowledgement, isSpan: Bool = false) throws(StoreError) {
        try write(now: acknowledgement.createdAt, grows: false) { db in
            var keys = try AlertKeyWriter(db)
            let insert = try RawStatement(
                db,
                """
                INSERT INTO acknowledgement (opening, key, created_at, until, user, user_name, comment, clock)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, iif(?8, (SELECT number FROM wall_clock), NULL))
                """
            )
            try insert.bind(1, acknowledgement.incident)
            try insert.bind(2, try keys.id(acknowledgement.key))
            try insert.bind(3, acknowledgement.createdAt.microseconds)
            try insert.bind(4, acknowledgement.until?.microseconds)
            try insert.bind(5, Int64(acknowledgement.author.user))
            try insert.bind(6, acknowledgement.author.name)
            try insert.bind(7, acknowledgement.comment)
            try insert.bind(8, isSpan)
            try insert.execute()
        }
    }

    /// The last acknowledgements of these incidents, ended ones too, in their order; incidents without one are left out.
    package func acknowledgements(of incidents: [String]) throws(StoreError) -> [Acknowledgement] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT \(AlertKey.columns), created_at, until, user, user_name, comment
                FROM acknowledgement LEFT JOIN alert_key ON alert_key.id = acknowledgement.key
                WHERE opening = ?1 ORDER BY acknowledgement.id DESC LIMIT 1
                """
            )
            return try incidents.compactMap { incident in
                try select.bind(1, incident)
                return try select.firstRow {
                    let key = AlertKey(select, from: 0)
                    guard !key.rule.isEmpty, let user = UInt32(exactly: select.int(8)) else {
                        throw Damage("the acknowledgement of \(incident) is not readable")
                    }
                    return Acknowledgement(
                        incident: incident,
                        key: key,
                        createdAt: Instant(microseconds: select.int(6)),
                        until: select.optionalInstant(7),
                        author: Author(user: user, name: select.text(9)),
                        comment: select.text(10)
                    )
                }
            }
        }
    }
}
