extension Schema {
    static let identity = Migration(
        name: "identity",
        sql: """
            -- Which database this is, in one row that every transaction changes: so a log can be told to belong to it.
            -- identity: random; a backup gets another one. epoch: 1, more after each
            -- backup that it was restored from.
            -- commits: the transactions so far. is_open: 1 from its first write to a daemon's orderly end.
            CREATE TABLE store (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                identity BLOB NOT NULL,
                epoch INTEGER NOT NULL,
                commits INTEGER NOT NULL,
                is_open INTEGER NOT NULL
            ) STRICT;
            INSERT INTO store VALUES (1, randomblob(16), 1, 0, 0);
            """
    )
}
