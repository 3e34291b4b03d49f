extension Schema {
    static let wallClock = Migration(
        name: "the clock that what waits is written by",
        sql: """
            -- One row, from the first time that the clock was believed. number: counts the starts of the machine, as far as the
            -- daemon saw them; boot: the system's id of the last one, empty where it has none. began: when that was, by the
            -- clock as it was followed last; believed: likewise as it was believed last. since: the first look at that clock.
            CREATE TABLE wall_clock (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                number INTEGER NOT NULL,
                boot TEXT NOT NULL,
                began INTEGER NOT NULL,
                believed INTEGER NOT NULL,
                since INTEGER NOT NULL
            ) STRICT;

            -- The number of the clock by which the end of a span was written: it moves with that one. NULL: a date, which stays.
            ALTER TABLE silence ADD COLUMN clock INTEGER;
            ALTER TABLE acknowledgement ADD COLUMN clock INTEGER;
            """
    )
}
