extension Schema {
    static let alerts = Migration(
        name: "alerts",
        sql: """
            -- What alerts are about, each once and for good. An empty text: the part does not apply.
            CREATE TABLE alert_key (
                id INTEGER PRIMARY KEY,
                rule TEXT NOT NULL,
                country TEXT NOT NULL,
                power TEXT NOT NULL,
                counterpart TEXT NOT NULL,
                node TEXT NOT NULL,
                feed TEXT NOT NULL,
                UNIQUE (rule, country, power, counterpart, node, feed)
            ) STRICT;

            -- What an alert remembers between evaluations. transitions: moments in microseconds with spaces between.
            CREATE TABLE alert (
                key INTEGER PRIMARY KEY,
                fingerprint TEXT NOT NULL,
                state TEXT NOT NULL,
                since INTEGER NOT NULL,
                active_since INTEGER,
                recovering_since INTEGER,
                opening TEXT,
                notified_at INTEGER,
                data_periods INTEGER NOT NULL,
                data_period INTEGER,
                is_armed INTEGER NOT NULL,
                is_announced INTEGER NOT NULL,
                transitions TEXT NOT NULL,
                is_flapping INTEGER NOT NULL,
                baseline_value REAL,
                baseline_coverage REAL,
                baseline_counter_coverage REAL,
                baseline_basis TEXT,
                hold_cause TEXT,
                hold_since INTEGER,
                hold_value REAL,
                hold_reason TEXT,
                sequence INTEGER NOT NULL
            ) STRICT;

            -- number: the order in which events were written. model: of the hash, in name.
            CREATE TABLE alert_event (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                key INTEGER NOT NULL,
                kind TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                at INTEGER NOT NULL,
                state TEXT NOT NULL,
                opening TEXT,
                severity TEXT NOT NULL,
                value REAL,
                previous REAL,
                period INTEGER,
                low REAL,
                high REAL,
                run INTEGER,
                model INTEGER NOT NULL,
                summary TEXT NOT NULL,
                reason TEXT
            ) STRICT;

            CREATE INDEX alert_event_by_key ON alert_event (key);
            CREATE INDEX alert_event_by_opening ON alert_event (opening) WHERE opening IS NOT NULL;

            CREATE TABLE alert_event_label (
                event INTEGER NOT NULL,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (event, position)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE alert_event_contribution (
                event INTEGER NOT NULL,
                position INTEGER NOT NULL,
                node TEXT NOT NULL,
                part TEXT NOT NULL,
                points REAL NOT NULL,
                PRIMARY KEY (event, position)
            ) STRICT, WITHOUT ROWID;

            -- The outbox. key: that of the event. hook: in name. is_next: 1 for the first waiting one of a key and hook,
            -- the only one of them that may be attempted.
            CREATE TABLE delivery (
                id INTEGER PRIMARY KEY,
                event INTEGER NOT NULL,
                key INTEGER NOT NULL,
                hook INTEGER NOT NULL,
                state TEXT NOT NULL,
                is_next INTEGER NOT NULL,
                attempts INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                not_before INTEGER NOT NULL,
                ended_at INTEGER,
                error TEXT,
                UNIQUE (event, hook)
            ) STRICT;

            CREATE INDEX delivery_due ON delivery (hook, not_before) WHERE is_next = 1;
            CREATE INDEX delivery_in_line ON delivery (hook, key, id) WHERE state = 'waiting';
            CREATE INDEX delivery_waiting ON delivery (id, created_at) WHERE state = 'waiting';
            CREATE INDEX delivery_dead ON delivery (id) WHERE state = 'dead';

            CREATE TABLE silence (
                id INTEGER PRIMARY KEY,
                rule TEXT,
                country TEXT,
                power TEXT,
                node TEXT,
                severity TEXT,
                created_at INTEGER NOT NULL,
                until INTEGER NOT NULL,
                ended_at INTEGER,
                user INTEGER NOT NULL,
                user_name TEXT NOT NULL,
                comment TEXT NOT NULL
            ) STRICT;

            CREATE TABLE silence_label (
                silence INTEGER NOT NULL,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (silence, position)
            ) STRICT, WITHOUT ROWID;

            -- The last one of an opening holds.
            CREATE TABLE acknowledgement (
                id INTEGER PRIMARY KEY,
                opening TEXT NOT NULL,
                key INTEGER NOT NULL,
                created_at INTEGER NOT NULL,
                until INTEGER,
                user INTEGER NOT NULL,
                user_name TEXT NOT NULL,
                comment TEXT NOT NULL
            ) STRICT;

            CREATE INDEX acknowledgement_by_opening ON acknowledgement (opening);

            -- Feeds whose last imports failed, one after the other; gone once one succeeds.
            CREATE TABLE feed_trouble (
                name TEXT PRIMARY KEY,
                failures INTEGER NOT NULL,
                since INTEGER NOT NULL,
                error TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """
    )
}
