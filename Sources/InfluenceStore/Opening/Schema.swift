/// The database's format: an application id that says whose it is, and a version that counts the applied migrations.
///
/// Both stand in the first hundred bytes of the file, so that an unknown file is refused without being opened by
/// SQLite. For that reason migrations run in rollback-journal mode: in WAL mode the version would stay in the log.
enum Schema {
    /// "infl"
    static let applicationID: Int32 = 0x696e_666c

    /// One step from a version of the format to the next.
    struct Migration {
        let name: String
        let sql: String
    }

    /// Append only. A migration that was released never changes: neither its name, nor its place, nor its text.
    static let migrations = [
        observationsAndScores, intervals, alerts, methodEditions, editions, identity, eventEvidence, clock, incidents,
        handovers, gaps, wallClock,
    ]

    /// The first version that has the table `store`.
    static let identified = 6

    static var version: Int { migrations.count }

    /// Of what a database of this version is made of (``SchemaInspection``): it saves a start from making one.
    static let digest: UInt64 = 0x6574_e50e_2f0a_6cf7

    /// Applies what a database of `version` lacks, each step in a transaction of its own.
    ///
    /// In a database that somebody has, a step counts before it does anything else: so its journal, should it be left behind,
    /// tells from the first page on whose it is.
    static func migrate(_ db: Database, from version: Int) throws {
        for (index, migration) in migrations.enumerated().dropFirst(version) {
            try db.inTransaction(.exclusive) {
                if version > 0, index >= identified { try Store.countCommit(db) }
                try db.execute(sql: migration.sql)
                try db.execute(sql: "PRAGMA application_id = \(applicationID)")
                try db.execute(sql: "PRAGMA user_version = \(index + 1)")
                return .commit
            }
        }
    }

    private static let observationsAndScores = Migration(
        name: "observations and scores",
        sql: """
            -- Every text that occurs often: ids of powers, countries, nodes; reporters, units, sources, notes.
            -- Number 0, which has no row, is the empty text: no power, no unit, no note.
            CREATE TABLE name (
                id INTEGER PRIMARY KEY,
                text TEXT NOT NULL UNIQUE
            ) STRICT;

            -- Times are microseconds since 1970 in UTC, days are counted from 1970-01-01. A period is
            -- (end + 719162) << 22 | (start + 719162), both days inclusive: it sorts by end, then by start.

            -- One import that brought something new. recorded_at rises strictly over vintages and runs together.
            CREATE TABLE vintage (
                id INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL UNIQUE,
                origin TEXT NOT NULL,
                added INTEGER NOT NULL,
                revised INTEGER NOT NULL
            ) STRICT;

            -- A file that the daemon imports by itself, with the SHA-256 of the content that it imported last.
            CREATE TABLE feed (
                name TEXT PRIMARY KEY,
                content_hash TEXT NOT NULL,
                imported_at INTEGER NOT NULL,
                newest_period INTEGER
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE observation_series (
                id INTEGER PRIMARY KEY,
                indicator INTEGER NOT NULL,
                power INTEGER NOT NULL,
                country INTEGER NOT NULL,
                reporter INTEGER NOT NULL,
                UNIQUE (indicator, country, power, reporter)
            ) STRICT;

            -- status: the character code of SDMX CL_OBS_STATUS ('A' = 65).
            CREATE TABLE observation (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                vintage INTEGER NOT NULL,
                value REAL,
                status INTEGER NOT NULL,
                unit INTEGER NOT NULL,
                released INTEGER,
                source INTEGER NOT NULL,
                note INTEGER NOT NULL,
                PRIMARY KEY (series, period, vintage)
            ) STRICT, WITHOUT ROWID;

            -- The models that runs used, each once, with the text of its files.
            CREATE TABLE model (
                id INTEGER PRIMARY KEY,
                hash TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                title TEXT NOT NULL
            ) STRICT;

            CREATE TABLE model_file (
                model INTEGER NOT NULL,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                text TEXT NOT NULL,
                PRIMARY KEY (model, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE run (
                id INTEGER PRIMARY KEY,
                recorded_at INTEGER NOT NULL UNIQUE,
                reason TEXT NOT NULL,
                model INTEGER NOT NULL,
                input_hash TEXT NOT NULL,
                inputs_known_at INTEGER,
                grid_through INTEGER NOT NULL,
                duration INTEGER NOT NULL,
                computed INTEGER NOT NULL,
                changed INTEGER NOT NULL,
                heartbeats INTEGER NOT NULL DEFAULT 0,
                heartbeat_at INTEGER
            ) STRICT;

            CREATE INDEX run_by_model ON run (model);

            -- A series belongs to one model: a changed model begins new ones.
            CREATE TABLE score_series (
                id INTEGER PRIMARY KEY,
                model INTEGER NOT NULL,
                country INTEGER NOT NULL,
                power INTEGER NOT NULL,
                node INTEGER NOT NULL,
                UNIQUE (model, country, power, node)
            ) STRICT;

            -- A row where a run changed the score; value NULL = the data did not suffice.
            CREATE TABLE score (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                run INTEGER NOT NULL,
                value REAL,
                coverage REAL NOT NULL,
                confidence REAL NOT NULL,
                PRIMARY KEY (series, period, run)
            ) STRICT, WITHOUT ROWID;
            """
    )

    private static let intervals = Migration(
        name: "intervals",
        sql: """
            -- A row where a run changed the interval of a score of its last period, or the score beneath it: it belongs
            -- to the score that was in force then, and to no later one. All NULL = the score has an interval no more.
            CREATE TABLE score_interval (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                run INTEGER NOT NULL,
                low REAL,
                median REAL,
                high REAL,
                rank_low INTEGER,
                rank_high INTEGER,
                rank_stable INTEGER,
                input_low REAL,
                input_high REAL,
                PRIMARY KEY (series, period, run)
            ) STRICT, WITHOUT ROWID;
            """
    )

    private static let methodEditions = Migration(
        name: "editions of methods",
        sql: """
            -- Names: the edition of each method that computed the run (see MethodEditions), and the version of the software.
            -- 0, the empty text: a run from before they were stored.
            ALTER TABLE run ADD COLUMN editions INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE run ADD COLUMN software INTEGER NOT NULL DEFAULT 0;
            """
    )
}
