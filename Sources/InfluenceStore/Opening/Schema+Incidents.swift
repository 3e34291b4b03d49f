extension Schema {
    static let incidents = Migration(
        name: "incidents",
        sql: """
            -- What the world was told of: all that it takes to end it, whatever becomes of its rule.
            CREATE TABLE incident (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                key INTEGER NOT NULL,
                model INTEGER NOT NULL,
                severity TEXT NOT NULL,
                phrase TEXT NOT NULL,
                opened_at INTEGER NOT NULL,
                truth TEXT NOT NULL,
                is_flapping INTEGER NOT NULL,
                ended_at INTEGER,
                reason TEXT,
                notified_at INTEGER,
                value REAL,
                figure TEXT,
                period INTEGER,
                sequence INTEGER NOT NULL
            ) STRICT;

            CREATE INDEX incident_open ON incident (number) WHERE truth <> 'ended';

            CREATE TABLE incident_label (
                incident INTEGER NOT NULL,
                position INTEGER NOT NULL,
                name TEXT NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (incident, position)
            ) STRICT, WITHOUT ROWID;

            -- What each hook was told of an incident: what its deliveries say that no silence kept back. event: the number of
            -- the one that made the picture. debt: why a reminder is owed.
            CREATE TABLE incident_hook (
                incident INTEGER NOT NULL,
                hook INTEGER NOT NULL,
                picture TEXT NOT NULL,
                at INTEGER,
                event INTEGER,
                debt TEXT,
                PRIMARY KEY (incident, hook)
            ) STRICT, WITHOUT ROWID;

            CREATE INDEX incident_hook_open ON incident_hook (incident) WHERE picture IN ('firing', 'no_data');

            -- Every hook that was ever configured, with the fallback that it had last.
            CREATE TABLE hook_fallback (
                hook INTEGER PRIMARY KEY,
                fallback INTEGER
            ) STRICT;

            -- The epoch of the store that the alerts have last been evaluated in.
            CREATE TABLE alert_epoch (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                epoch INTEGER NOT NULL
            ) STRICT;
            INSERT INTO alert_epoch SELECT 1, epoch FROM store;

            -- The hook that gave it up to this one.
            ALTER TABLE delivery ADD COLUMN origin INTEGER;

            -- The incident that each alert has, or had when it began to flap: the last `firing` that the world was told.
            -- An opening that is no event was made up for an alert that opened without a word.
            CREATE TEMP TABLE opened AS
            SELECT alert.key, alert.opening, alert.state, alert.is_flapping, alert.notified_at, alert.sequence,
                alert.baseline_value, CASE
                    WHEN EXISTS (SELECT 1 FROM alert_event WHERE id = alert.opening) THEN alert.opening
                    ELSE ifnull(
                        (SELECT id FROM alert_event AS e WHERE e.key = alert.key AND e.kind = 'firing'
                            ORDER BY number DESC LIMIT 1),
                        alert.opening
                    )
                END AS incident
            FROM alert WHERE alert.opening IS NOT NULL OR alert.is_announced = 1;

            INSERT INTO incident (id, key, model, severity, phrase, opened_at, truth, is_flapping, ended_at, notified_at,
                value, period, sequence)
            SELECT o.incident, o.key, ifnull(e.model, 0), ifnull(e.severity, 'warning'),
                CASE WHEN instr(e.summary, ': ') > 0 THEN substr(e.summary, 1, instr(e.summary, ': ') - 1)
                    ELSE ifnull(e.summary, 'an alert') END,
                ifnull(e.at, a.since),
                CASE WHEN o.opening IS NULL THEN 'ended' WHEN o.state = 'no_data' THEN 'no_data' ELSE 'firing' END,
                o.is_flapping, CASE WHEN o.opening IS NULL THEN a.since END, o.notified_at, o.baseline_value, e.period,
                o.sequence
            FROM opened AS o JOIN alert AS a ON a.key = o.key LEFT JOIN alert_event AS e ON e.id = o.incident
            WHERE o.incident IS NOT NULL;

            INSERT INTO incident_label
            SELECT i.number, l.position, l.name, l.value
            FROM incident AS i JOIN alert_event AS e ON e.id = i.id JOIN alert_event_label AS l ON l.event = e.number;

            -- What was told: by the last delivery of each hook that no silence kept back.
            INSERT INTO incident_hook (incident, hook, picture, at, event)
            SELECT number, hook, CASE
                    WHEN event IS NULL THEN 'nothing'
                    WHEN kind = 'resolved' THEN 'resolved'
                    WHEN kind = 'no_data' OR state = 'no_data' THEN 'no_data'
                    ELSE 'firing'
                END, at, event
            FROM (
                SELECT number, hook, told AS event, e.kind, e.state, e.at FROM (
                    SELECT i.number AS number, d.hook AS hook, max(CASE
                        WHEN d.state <> 'silenced' AND e.kind IN ('firing', 'repeat', 'no_data', 'resolved') THEN e.number
                    END) AS told
                    FROM incident AS i JOIN opened AS o ON o.incident = i.id
                    JOIN alert_event AS e ON e.opening IN (i.id, o.opening) AND e.key = i.key AND e.kind <> 'held'
                    JOIN delivery AS d ON d.event = e.number
                    GROUP BY i.number, d.hook
                ) LEFT JOIN (SELECT number AS place, kind, state, at FROM alert_event) AS e ON e.place = told
            );

            -- The journal hears of every incident.
            INSERT OR IGNORE INTO name (text) VALUES ('journal');
            INSERT OR IGNORE INTO incident_hook (incident, hook, picture)
            SELECT incident.number, name.id, 'nothing' FROM incident JOIN name ON name.text = 'journal';

            -- A reminder that a silence or an acknowledgement kept back is owed.
            UPDATE incident_hook SET debt = 'silence' WHERE picture IN ('firing', 'no_data') AND EXISTS (
                SELECT 1 FROM incident AS i JOIN alert_event AS e ON e.opening = i.id
                JOIN delivery AS d ON d.event = e.number
                WHERE i.number = incident_hook.incident AND d.hook = incident_hook.hook AND d.state = 'silenced'
                    AND e.kind = 'repeat' AND e.number > incident_hook.event
            );

            ALTER TABLE alert ADD COLUMN incident TEXT;
            UPDATE alert SET incident = (SELECT incident FROM opened WHERE opened.key = alert.key);
            DROP TABLE opened;
            ALTER TABLE alert DROP COLUMN opening;
            ALTER TABLE alert DROP COLUMN notified_at;
            ALTER TABLE alert DROP COLUMN is_announced;

            -- basis: of an alert without a baseline. figures: signature, period and whether it was open, with ':' between
            -- these and spaces between figures. hold_event: the id of the event that told of the hold.
            ALTER TABLE alert ADD COLUMN basis TEXT;
            ALTER TABLE alert ADD COLUMN figures TEXT NOT NULL DEFAULT '';
            ALTER TABLE alert ADD COLUMN hold_event TEXT;
            ALTER TABLE alert ADD COLUMN hold_accepted INTEGER NOT NULL DEFAULT 0;
            UPDATE alert SET basis = (
                SELECT other.baseline_basis FROM alert AS other WHERE other.baseline_basis IS NOT NULL
                ORDER BY other.since DESC, other.key LIMIT 1
            ) WHERE baseline_basis IS NULL;
            """
    )
}
