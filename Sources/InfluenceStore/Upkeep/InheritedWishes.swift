import InfluenceModel

/// How much of what people had asked for since the backup was taken over, as far as it is in force.
struct InheritedWishes {
    var acknowledgements = 0
    var silences = 0
}

/// One that somebody made, as it stands in its row.
struct InheritedAcknowledgement {
    private let createdAt: Int64
    private let until: Int64?
    private let user: Int64
    private let userName: String
    private let comment: String
    private let clock: Int64?

    /// In the order in which they were made.
    static func all(of incident: String, _ db: Database) throws -> [InheritedAcknowledgement] {
        let select = try RawStatement(
            db,
            """
            SELECT created_at, until, user, user_name, comment, clock FROM acknowledgement WHERE opening = ?1 ORDER BY id
            """
        )
        try select.bind(1, incident)
        var found: [InheritedAcknowledgement] = []
        try select.forEachRow {
            found.append(
                InheritedAcknowledgement(
                    createdAt: select.int(0),
                    until: select.optionalInt(1),
                    user: select.int(2),
                    userName: select.text(3),
                    comment: select.text(4),
                    clock: select.optionalInt(5)
                )
            )
            return true
        }
        return found
    }

    /// Those that follow on what is known here: none is ever taken away.
    /// - Returns: how many.
    static func take(
        _ all: [InheritedAcknowledgement],
        of incident: String,
        key: Int64,
        _ clocks: InheritedClock.Numbers?,
        _ db: Database
    ) throws -> Int {
        if all.isEmpty { return 0 }
        let count = try RawStatement(db, "SELECT count(*) FROM acknowledgement WHERE opening = ?1")
        try count.bind(1, incident)
        let known = try count.firstRow { Int(clamping: count.int(0)) } ?? 0
        let insert = try RawStatement(
            db,
            """
            INSERT INTO acknowledgement (opening, key, created_at, until, user, user_name, comment, clock)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
            """
        )
        let news = all.dropFirst(known)
        for one in news {
            try insert.bind(1, incident)
            try insert.bind(2, key)
            try insert.bind(3, one.createdAt)
            try insert.bind(4, one.until)
            try insert.bind(5, one.user)
            try insert.bind(6, one.userName)
            try insert.bind(7, one.comment)
            try insert.bind(8, one.clock.map { clocks?.here($0) ?? InheritedClock.earlier })
            try insert.execute()
        }
        return news.count
    }
}

enum InheritedSilences {
    static func all(_ db: Database) throws -> [(silence: Silence, clock: Int64?)] {
        let select = try RawStatement(db, "SELECT id, clock FROM silence WHERE clock IS NOT NULL")
        var clocks: [Int64: Int64] = [:]
        try select.forEachRow {
            clocks[select.int(0)] = select.int(1)
            return true
        }
        return try Store.silences(db).map { ($0, clocks[$0.id]) }
    }

    /// Those in force that are not known here; of those that are the end, which may have been moved.
    /// - Returns: how many were not known.
    static func take(
        _ all: [(silence: Silence, clock: Int64?)],
        _ clocks: InheritedClock.Numbers?,
        at now: Instant,
        _ db: Database
    ) throws -> Int {
        let known = Dictionary(try Store.silences(db).map { ($0.id, $0) }) { first, _ in first }
        let update = try RawStatement(
            db,
            "UPDATE silence SET created_at = ?2, until = ?3, ended_at = ifnull(ended_at, ?4), clock = ?5 WHERE id = ?1"
        )
        var count = 0
        for (silence, clock) in all {
            let clock = clock.map { clocks?.here($0) ?? InheritedClock.earlier }
            if let own = known[silence.id], own.matcher == silence.matcher, own.author == silence.author,
                own.comment == silence.comment
            {
                try update.bind(1, silence.id)
                try update.bind(2, silence.createdAt.microseconds)
                try update.bind(3, silence.until.microseconds)
                try update.bind(4, silence.endedAt?.microseconds)
                try update.bind(5, clock)
                try update.execute()
            } else if silence.isActive(at: now) {
                _ = try Store.insert(silence, clock: clock, db)
                count += 1
            }
        }
        return count
    }
}
