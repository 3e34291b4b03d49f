extension Schema {
    static let gaps = Migration(
        name: "when incidents were over for a while",
        sql: """
            -- From an end of an incident until it was opened again: whether it was open at a moment of the past is asked when an
            -- error is put right.
            CREATE TABLE incident_gap (
                incident INTEGER NOT NULL,
                position INTEGER NOT NULL,
                began_at INTEGER NOT NULL,
                ended_at INTEGER NOT NULL,
                PRIMARY KEY (incident, position)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
