extension Schema {
    static let eventEvidence = Migration(
        name: "what alert events stand on",
        sql: """
            -- unit: of value and previous, in words. data_*: the days on which the oldest and the newest reference period
            -- behind them end. unexplained: why there are no contributions, though there is a score.
            ALTER TABLE alert_event ADD COLUMN unit TEXT NOT NULL DEFAULT '';
            ALTER TABLE alert_event ADD COLUMN data_from INTEGER;
            ALTER TABLE alert_event ADD COLUMN data_to INTEGER;
            ALTER TABLE alert_event ADD COLUMN previous_data_from INTEGER;
            ALTER TABLE alert_event ADD COLUMN previous_data_to INTEGER;
            ALTER TABLE alert_event ADD COLUMN unexplained TEXT;

            -- The breaks of series between the value and the previous one. kind: reporter, status or source. old, new: the
            -- reporters or the indicators, empty for status. period: of the row that has it; NULL but for status.
            CREATE TABLE alert_event_break (
                event INTEGER NOT NULL,
                position INTEGER NOT NULL,
                country TEXT NOT NULL,
                power TEXT NOT NULL,
                indicator TEXT NOT NULL,
                since INTEGER NOT NULL,
                kind TEXT NOT NULL,
                old TEXT NOT NULL,
                new TEXT NOT NULL,
                period INTEGER,
                PRIMARY KEY (event, position)
            ) STRICT, WITHOUT ROWID;
            """
    )
}
