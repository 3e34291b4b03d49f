extension Schema {
    static let editions = Migration(
        name: "editions and provenance",
        sql: """
            -- From this vintage on the day of release decides between the editions of one observation; before it, the
            -- later arrival did, and what was answered then stays so.
            CREATE TABLE edition_rule (
                since INTEGER PRIMARY KEY
            ) STRICT;
            INSERT INTO edition_rule SELECT ifnull(max(id), 0) + 1 FROM vintage;

            -- withdrawn: observations that have no value any more. annotated: those whose source or note alone changed.
            -- undoes: the vintage whose observations were withdrawn. user: who imported it, as the kernel knows him; NULL
            -- for the daemon itself. author: the name that he gave.
            ALTER TABLE vintage ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE vintage ADD COLUMN annotated INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE vintage ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE vintage ADD COLUMN undoes INTEGER;
            ALTER TABLE vintage ADD COLUMN user INTEGER;
            ALTER TABLE vintage ADD COLUMN user_name TEXT NOT NULL DEFAULT '';
            ALTER TABLE vintage ADD COLUMN author TEXT NOT NULL DEFAULT '';
            ALTER TABLE vintage ADD COLUMN comment TEXT NOT NULL DEFAULT '';

            -- A text that changed alone. series, period, vintage: of the observation; at: the vintage that brought it.
            CREATE TABLE provenance (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                vintage INTEGER NOT NULL,
                at INTEGER NOT NULL,
                source INTEGER NOT NULL,
                note INTEGER NOT NULL,
                PRIMARY KEY (series, period, vintage, at)
            ) STRICT, WITHOUT ROWID;

            -- An observation that was withdrawn (1) or put in force again (0) by the vintage `at`.
            CREATE TABLE withdrawal (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                vintage INTEGER NOT NULL,
                at INTEGER NOT NULL,
                is_withdrawn INTEGER NOT NULL,
                PRIMARY KEY (series, period, vintage, at)
            ) STRICT, WITHOUT ROWID;

            -- position: its place in the configuration, from 0.
            ALTER TABLE feed ADD COLUMN position INTEGER;
            ALTER TABLE feed ADD COLUMN warnings INTEGER NOT NULL DEFAULT 0;

            -- What each feed says of each observation. seen: which import of the feed said it last.
            CREATE TABLE feed_row (
                series INTEGER NOT NULL,
                period INTEGER NOT NULL,
                feed INTEGER NOT NULL,
                value REAL,
                status INTEGER NOT NULL,
                unit INTEGER NOT NULL,
                released INTEGER,
                source INTEGER NOT NULL,
                note INTEGER NOT NULL,
                seen INTEGER NOT NULL,
                PRIMARY KEY (series, period, feed)
            ) STRICT, WITHOUT ROWID;
            INSERT OR IGNORE INTO name (text) SELECT name FROM feed;
            INSERT INTO feed_row
            SELECT said.series, said.period, said.feed, o.value, o.status, o.unit, o.released, o.source, o.note, 0
            FROM (
                SELECT o.series, o.period, max(o.vintage) AS vintage, n.id AS feed
                FROM observation AS o JOIN vintage AS v ON v.id = o.vintage JOIN name AS n ON n.text = v.origin
                WHERE v.origin IN (SELECT name FROM feed) GROUP BY o.series, o.period, n.id
            ) AS said
            JOIN observation AS o ON o.series = said.series AND o.period = said.period AND o.vintage = said.vintage;
            """
    )
}
