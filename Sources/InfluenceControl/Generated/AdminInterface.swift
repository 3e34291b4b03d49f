// Generated from Interfaces/org.influenced.Admin.varlink by 'make generate'. What is changed here is lost.

/// What changes something: allowed for root, the daemon's own user, and members of the configured administrators' group.
package enum AdminInterface {
    /// The name of the interface.
    package static let name = "org.influenced.Admin"

    /// The description, as introspection shows it.
    package static let text = #"""
        # What changes something: allowed for root, the daemon's own user, and members of the configured administrators' group.
        interface org.influenced.Admin

        # See org.influenced.Index.Run.
        type Run (
          run: int,
          computed_at: string,
          reason: string,
          model: string,
          input: string,
          editions: ?string,
          software: ?string,
          period: string,
          changed: int,
          duration_seconds: float,
          heartbeats: int,
          last_heartbeat_at: ?string,
          set_aside: ?bool
        )

        # A place in an imported file that is wrong. Lines and columns count from 1.
        type Problem (line: int, column: int, reason: string)

        # Sends a file in pieces where it does not fit into one message: the first call without `upload` opens one and returns
        # its name; later calls add to it. Ended by ImportObservations, or dropped with the connection that it began on; only on
        # that one it can be added to and imported.
        method Upload(upload: ?string, text: string) -> (upload: string, size_bytes: int)

        # Something about an import that does not keep it out, and that somebody should look at. Those of one cause are together.
        type ImportWarning (
          # reporter: no indicator reads it. area: a power or partner that is not known. aggregate: a partner that is none.
          # period: has not ended. edition: an older one than that in force. jump: far from the value before. negative: a flow below
          # zero. partners: add up to more than their total. conflict: another feed says otherwise. vanished: the feed brought it before.
          # fraction: per cents of which none lies beyond 1.
          kind: (reporter, area, aggregate, period, edition, jump, negative, partners, conflict, vanished,
            fraction),
          message: string,
          # How often, and the first lines of the file; empty where it is about no line.
          count: int,
          lines: []int
        )

        # A score that would change, in the last period in which it would.
        type ScoreEffect (
          country: string,
          power: string,
          node: string,
          period: string,
          # In how many periods it would change.
          periods: int,
          from: ?float,
          to: ?float,
          rank_from: ?int,
          rank_to: ?int
        )

        # A country's leader that would change; null where nobody leads alone.
        type LeaderEffect (country: string, node: string, period: string, from: ?string, to: ?string)

        # What would happen to an alert: `kind` is that of the event (firing, resolved, held, no_data, flapping), or `pending`.
        type AlertEffect (
          kind: string,
          rule: string,
          subject: string,
          country: ?string,
          power: ?string,
          counterpart: ?string,
          node: ?string,
          feed: ?string,
          severity: (info, warning, critical),
          summary: string,
          # Why, where that is not the condition alone: above all why it would be held.
          reason: ?string
        )

        # What the scores of the root and its children would be.
        type ImportEffect (
          # SHA-256 of everything that would go in: the effect holds for that.
          input: string,
          # How many scores would change, and the largest 50 changes.
          changed: int,
          scores: []ScoreEffect,
          leaders: []LeaderEffect,
          # How many alerts something would happen to that does not happen anyway, and the first 50.
          alert_count: ?int,
          alerts: ?[]AlertEffect
        )

        # A value that cannot be computed though data are there: of an indicator, or of an aggregate whose method refuses what its
        # parts are. It counts as missing.
        type UndefinedValue (
          country: string,
          power: string,
          node: string,
          # From when on it is so without a break up to `period`, the last one; and in how many periods.
          since: string,
          period: string,
          periods: int,
          # Why, and what would be right.
          reason: string
        )

        # Imports observations in the CSV format (header and rows), from `text` or from an `upload`, and recomputes. All or
        # nothing: one bad line rejects the file with every problem listed. With `partial` the good lines are imported and
        # `rejects` holds the others as CSV, each with its reason. Importing the same again adds nothing; a changed value adds an
        # edition, a source or note that changed alone is annotated and makes no run. The reply comes when the observations are on
        # disk and the run has ended. With `dry_run` everything is checked and computed and nothing is kept; `effect` says what
        # would change. The author is the user at the other end of the connection; `author` adds a name of at most 200 bytes,
        # `comment` says what the import is for, in at most 2,000.
        method ImportObservations(
          name: string,
          text: ?string,
          upload: ?string,
          partial: ?bool,
          dry_run: ?bool,
          author: ?string,
          comment: ?string
        ) -> (
          added: int,
          revised: int,
          unchanged: int,
          rejected: int,
          recorded_at: ?string,
          problems: []Problem,
          rejects: ?string,
          # The recomputation that followed; null where nothing was new, or where it failed (`run_error`).
          run: ?Run,
          run_error: ?string,
          # Its number, for UndoImport; null where nothing was new.
          vintage: ?int,
          # Observations whose source or note alone is new.
          annotated: int,
          dry_run: bool,
          # All warnings, and their causes, at most 100.
          warning_count: int,
          warnings: []ImportWarning,
          # Of a dry run; null where what would be cannot be scored (`run_error`).
          effect: ?ImportEffect,
          # The values that can no longer be computed, or not from what is new, because of it: all of them, and the first 20.
          undefined_count: ?int,
          undefined: ?[]UndefinedValue
        )

        # An observation that an undoing left as it is.
        type ReplacedObservation (
          indicator: string,
          power: ?string,
          country: ?string,
          reporter: string,
          period: string
        )

        # Withdraws what an import brought, as a new vintage, and recomputes: the values before come back, what was added is
        # withdrawn. What was replaced since stays, and is listed. An undoing is undone like an import.
        method UndoImport(vintage: int, dry_run: ?bool, author: ?string, comment: ?string) -> (
          # Null where there was nothing to withdraw.
          vintage: ?int,
          undoes: int,
          # Observations without a value now; with the value before; with a value again that an undoing had withdrawn.
          withdrawn: int,
          restored: int,
          reinstated: int,
          annotated: int,
          # How many were replaced since, and the first 100.
          replaced: int,
          replacements: []ReplacedObservation,
          recorded_at: ?string,
          dry_run: bool,
          run: ?Run,
          run_error: ?string,
          effect: ?ImportEffect,
          # The values that can no longer be computed, or not from what is new, because of it: all of them, and the first 20.
          undefined_count: ?int,
          undefined: ?[]UndefinedValue
        )

        # Recomputes now.
        method Recompute() -> (run: Run, heartbeat: bool)

        # Reads configuration and models anew, and recomputes. All or nothing: with an error the old ones stay in force. A model
        # that is read but cannot be computed leaves the last good scores in place; `run_error` says why.
        method Reload() -> (
          model: string,
          model_hash: string,
          run: ?Run,
          run_error: ?string,
          # What takes effect at the next start only, feeds that could not be imported, what the imported ones gave to look at, and
          # what feeds contradict each other about, a sentence each.
          warnings: []string
        )

        # Writes a consistent copy of the database to a new file, an absolute path as the daemon sees it.
        method Backup(path: string) -> (path: string, size_bytes: int)

        # For a clock that was ahead, after it was set right: copies the database, sets the runs that were recorded in the future
        # aside (only `run` leads to them), records the imports of it again, as of now, and recomputes. A clock that was set ahead
        # and is right is believed from then on. Where nothing is wrong nothing is done. `backup` is where to copy the database to,
        # as in Backup; by default a new file in the database's folder. With `dry_run` nothing is done, and the reply says what
        # would be.
        method RepairClock(backup: ?string, dry_run: ?bool) -> (
          # The copy made before; null where nothing was to be changed.
          backup: ?string,
          size_bytes: ?int,
          # How far the last run or import lay in the future; null where none did.
          ahead_seconds: ?float,
          # The runs that were set aside: how many, the first and the last.
          runs_set_aside: int,
          first_run: ?int,
          last_run: ?int,
          # How many imports were recorded again.
          imports: int,
          # Whether a clock that had been set ahead is believed from now on.
          believed: bool,
          dry_run: bool,
          # The epoch that begins with it.
          epoch: ?int,
          # The recomputation that followed; null where it failed (`run_error`), and where nothing was repaired.
          run: ?Run,
          run_error: ?string
        )

        # Keeps the events of matching alerts from hooks until a time; state and events go on. Patterns with * and ?, several
        # separated by commas: each has to match something that the rules and the model know (`UnknownRule` and its like), unless
        # `future` says that it may be of what is to come. At least one part must be given; a pattern has at most `limits.pattern_bytes`, a
        # part 64 patterns, the comment 2,000 bytes. The author is the user at the other end of the connection.
        #
        # `until` is a date: it stays where it is when the clock is set. With `seconds` the silence lasts for so long from now on,
        # whatever the clock is set to, and `until` is left out of account. Neither is more than 100 years away.
        method Silence(
          rule: ?string,
          country: ?string,
          power: ?string,
          node: ?string,
          severity: ?string,
          labels: ?[string]string,
          until: string,
          comment: string,
          future: ?bool,
          seconds: ?int
        ) -> (silence: int, alerts: int)

        type SilenceEnd (silence: int, until: string)

        # Lets silences last until a time: those of the given numbers, or those whose own parts the patterns match (`rule` of
        # "trade-*" matches the silence of "trade-*" and that of "trade-data-old"). One that lasts for longer stays as it is.
        # `seconds`: as in Silence.
        method ExtendSilences(
          silences: ?[]int,
          rule: ?string,
          country: ?string,
          power: ?string,
          node: ?string,
          severity: ?string,
          author: ?string,
          until: string,
          seconds: ?int
        ) -> (silences: []SilenceEnd)

        # Ends silences now, chosen as by ExtendSilences. Each hook gets the one event that makes its picture true, where it is not.
        # `silence` of the reply is the first of them.
        method Unsilence(
          silence: ?int,
          silences: ?[]int,
          rule: ?string,
          country: ?string,
          power: ?string,
          node: ?string,
          severity: ?string,
          author: ?string
        ) -> (silence: int, ended_at: string, silences: []int)

        # Stops the reminders of one open incident, until it ends or until a time. `alert` is its id (`incident` in ListAlerts), or
        # as many of its first digits as tell it from others. Or the id of an event `held` (`held_event`): what is held under it is
        # accepted, and counts from now on; `accepted` says of how many alerts. `seconds`, beside `until`: as in Silence.
        method Acknowledge(alert: string, until: ?string, comment: string, seconds: ?int) -> (
          alert: string,
          rule: string,
          subject: string,
          accepted: ?int
        )

        # Hands a hook an event that says that it is a test, now and once, and tells what came of it. Nothing is stored.
        method TestHook(hook: string) -> (
          hook: string,
          delivered: bool,
          # Of an exec hook its exit status, of the others the answer's HTTP status; null where it did not come to that.
          status: ?int,
          error: ?string,
          # What it wrote, as far as that is kept.
          output: string,
          duration_seconds: float
        )

        # Lets deliveries that were given up wait again, those of one hook or all: they are tried anew from the first attempt.
        # What a later event of the same incident has overtaken is dismissed when its turn comes.
        method RetryDeliveries(hook: ?string) -> (deliveries: int)

        # Takes note of deliveries that were given up, those to one hook or all: they are counted no more. The hook need not be
        # configured any more.
        method DismissDeliveries(hook: ?string) -> (deliveries: int)

        # The file holds errors; nothing was imported. `total` counts them, `problems` lists the first 1,000.
        error InvalidObservations (total: int, problems: []Problem)
        # Configuration or model files are wrong: one line an error, as file:line:column: message.
        error InvalidConfiguration (errors: []string)
        error UnknownUpload (upload: string)
        # `last` is the newest vintage.
        error UnknownVintage (vintage: int, last: ?int)
        error TooLarge (limit_bytes: int, size_bytes: ?int)
        # The store cannot be written: full, read-only, failing. `reason` says what to do.
        error ReadOnly (reason: string)
        error RunFailed (reason: string)
        # The daemon's clock is behind or ahead, so that nothing is written down; `reason` says why, and the ways out.
        # `last_commit` is when the last import or run was recorded; null where that is not what is wrong.
        error ClockWrong (clock: string, now: string, last_commit: ?string, reason: string)
        error BackupFailed (path: string, reason: string)
        error Busy (reason: string)
        # `known` are those that there are.
        error UnknownRule (rule: string, known: []string)
        # `meant` is the id of what is called nearly so, where no id is.
        error UnknownCountry (country: string, known: []string, meant: ?string)
        error UnknownPower (power: string, known: []string, meant: ?string)
        error UnknownNode (node: string, known: []string, meant: ?string)
        # `name=value`; `known` are those of the rules.
        error UnknownLabel (label: string, known: []string)
        error UnknownHook (hook: string, known: []string)
        error UnknownSilence (silence: int)
        # No open alert has this id, or several begin so.
        error UnknownAlert (alert: string, reason: string)
        # What was asked for cannot be done; `reason` says why, and what would be right.
        error InvalidRequest (reason: string)

        """#
}
