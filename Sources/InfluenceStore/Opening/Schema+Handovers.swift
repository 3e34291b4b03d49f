extension Schema {
    static let handovers = Migration(
        name: "what was begun, and groups",
        sql: """
            -- Events that a hook is handed together. id: what its receiver tells it by. keys: what they were grouped by,
            -- with spaces between.
            CREATE TABLE delivery_group (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                keys TEXT NOT NULL
            ) STRICT;

            -- begun: 1 before the first attempt, so that whoever was killed in it is known to have told perhaps.
            -- bundle: the number of the group that it was begun in.
            ALTER TABLE delivery ADD COLUMN begun INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE delivery ADD COLUMN bundle INTEGER;
            UPDATE delivery SET begun = 1 WHERE attempts > 0;

            -- Of incidents that were there before they were stored (those without a figure in words): what their alerts said
            -- when they opened. Only the name of a feed can hold ': ' before the figure begins.
            CREATE TEMP TABLE said AS
            SELECT number, feed, summary, value IS opened_value AS is_current, rule, subject, instr(
                    substr(summary, skipped), ': '
                ) + skipped - 1 AS cut
            FROM (
                SELECT i.number, k.feed, e.summary, i.value, e.value AS opened_value, k.rule,
                    trim(replace(k.country || ' ' || k.power || iif(k.counterpart = '', '', '>' || k.counterpart) || ' '
                        || k.node, '  ', ' ')) || k.feed AS subject,
                    iif(k.feed <> '' AND instr(e.summary, k.feed) > 0, instr(e.summary, k.feed) + length(k.feed), 1)
                        AS skipped
                FROM incident AS i JOIN alert_key AS k ON k.id = i.key LEFT JOIN alert_event AS e ON e.id = i.id
                WHERE i.figure IS NULL AND i.phrase = iif(
                    instr(e.summary, ': ') > 0, substr(e.summary, 1, instr(e.summary, ': ') - 1),
                    ifnull(e.summary, 'an alert')
                )
            );
            UPDATE incident SET phrase = substr(said.summary, 1, said.cut - 1)
            FROM said WHERE said.number = incident.number AND said.cut > 1;
            UPDATE incident SET phrase = 'the alert ' || said.rule || ' ' || said.subject
            FROM said WHERE said.number = incident.number AND said.summary IS NULL;
            -- Its figure, where it is still that: up to ' (was 1.5)' or ', 2024-03'.
            UPDATE incident SET figure = (
                SELECT iif(instr(tail || ' (was ', ' (was ') < instr(tail || ', ', ', '),
                    substr(tail, 1, instr(tail || ' (was ', ' (was ') - 1),
                    substr(tail, 1, instr(tail || ', ', ', ') - 1))
                FROM (SELECT substr(said.summary, said.cut + 2) AS tail)
            )
            FROM said WHERE said.number = incident.number AND said.cut > 1 AND said.is_current;
            DROP TABLE said;

            CREATE INDEX delivery_begun ON delivery (hook, not_before) WHERE is_next = 1 AND begun = 1;
            CREATE INDEX delivery_unbegun ON delivery (hook, not_before) WHERE is_next = 1 AND begun = 0;
            CREATE INDEX delivery_bundle ON delivery (bundle, id) WHERE bundle IS NOT NULL;
            """
    )
}
