extension Schema {
    static let clock = Migration(
        name: "clock repairs",
        sql: """
            -- A clock that had been ahead, repaired. ahead: how far the last moment in the database lay in the future, in
            -- microseconds. first_run, last_run: what was set aside, NULL for none. imports: recorded again. user: NULL for
            -- the daemon itself.
            CREATE TABLE clock_repair (
                id INTEGER PRIMARY KEY,
                at INTEGER NOT NULL,
                ahead INTEGER NOT NULL,
                first_run INTEGER,
                last_run INTEGER,
                imports INTEGER NOT NULL,
                user INTEGER,
                user_name TEXT NOT NULL
            ) STRICT;

            -- Of a run that a repair set aside the first one that it set aside: nothing follows from the run, and no time is
            -- answered by it. Such runs see the scores before that one, and those of score_aside from it on.
            ALTER TABLE run ADD COLUMN set_aside INTEGER;

            -- The false time at which it was recorded first.
            ALTER TABLE vintage ADD COLUMN first_recorded_at INTEGER;

            CREATE TABLE score_aside (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                run INTEGER NOT NULL,
                value REAL,
                coverage REAL NOT NULL,
                confidence REAL NOT NULL,
                PRIMARY KEY (series, period, run)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE score_interval_aside (
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
}
