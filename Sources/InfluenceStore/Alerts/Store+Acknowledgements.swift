package import InfluenceModel

/// An alert that is open, and the event that opened it.
package struct OpenAlert: Hashable, Sendable {
    package let opening: String
    package let key: AlertKey
}

extension Store {
    /// Takes the place of an earlier one of the same opening.
    package func acknowledge(_ acknowledgement: Acknowledgement) throws(StoreError) {
        try write(now: acknowledgement.createdAt, grows: false) { db in
            var keys = try AlertKeyWriter(db)
            let insert = try RawStatement(
                db,
                """
                INSERT INTO acknowledgement (opening, key, created_at, until, user, user_name, comment)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                """
            )
            try insert.bind(1, acknowledgement.opening)
            try insert.bind(2, try keys.id(acknowledgement.key))
            try insert.bind(3, acknowledgement.createdAt.microseconds)
            try insert.bind(4, acknowledgement.until?.microseconds)
            try insert.bind(5, Int64(acknowledgement.author.user))
            try insert.bind(6, acknowledgement.author.name)
            try insert.bind(7, acknowledgement.comment)
            try insert.execute()
        }
    }

    /// The acknowledgements that hold for these openings, ended ones too, in the order of `openings`; openings without one
    /// are left out.
    package func acknowledgements(of openings: [String]) throws(StoreError) -> [Acknowledgement] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT \(AlertKey.columns), created_at, until, user, user_name, comment
                FROM acknowledgement LEFT JOIN alert_key ON alert_key.id = acknowledgement.key
                WHERE opening = ?1 ORDER BY acknowledgement.id DESC LIMIT 1
                """
            )
            return try openings.compactMap { opening in
                try select.bind(1, opening)
                return try select.firstRow {
                    let key = AlertKey(select, from: 0)
                    guard !key.rule.isEmpty, let user = UInt32(exactly: select.int(8)) else {
                        throw Damage("the acknowledgement of \(opening) is not readable")
                    }
                    return Acknowledgement(
                        opening: opening,
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

    /// The open alerts whose opening begins with `prefix`, by opening. An empty prefix: all of them.
    package func openings(beginningWith prefix: String) throws(StoreError) -> [OpenAlert] {
        try read { db in
            let select = try RawStatement(
                db,
                """
                SELECT \(AlertKey.columns), opening FROM alert JOIN alert_key ON alert_key.id = alert.key
                WHERE substr(opening, 1, length(?1)) = ?1 ORDER BY opening
                """
            )
            try select.bind(1, prefix)
            var found: [OpenAlert] = []
            try select.forEachRow {
                found.append(OpenAlert(opening: select.text(6), key: AlertKey(select, from: 0)))
                return true
            }
            return found
        }
    }
}
