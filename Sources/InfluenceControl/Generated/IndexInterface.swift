// Generated from Interfaces/org.influenced.Index.varlink by 'make generate'. What is changed here is lost.

/// The influence index, read-only: scores, their history, and where each number comes from.
///
/// Times are RFC 3339 in UTC ("2026-11-23T06:00:00Z"). Periods are SDMX / ISO 8601 ("2023", "2023-Q3", "2023-09",
/// "2023-09-14", "2023-01-01/P9M"). Scores are on the model's scale, 0 to 100 unless the model says otherwise.
/// A missing number is null, never zero. Fields may be added later; none is ever changed or removed.
///
/// Where a method takes the id of a country, a power, a node or an indicator, it takes its name or title too, and either in
/// any case; what several are called is none of them. Replies have ids.
///
/// Every method with `as_of` answers exactly what the daemon would have answered at that time: by what was known at the last
/// import or run not later than it. `known_at` is the time of that one: as of it the same is answered for ever. `vintage` and
/// `run` are the last import and the last run known then, null before the first. A time after the last import or run is
/// answered as of that one; where it has not come yet, more may be known when it has. All this holds within an `epoch` of the
/// database: a restored backup, and a repair of the clock, begin another one. `run` instead of `as_of` asks for what that run
/// knew and computed, also where it was set aside by a repair of the clock; never both.
package enum IndexInterface {
    /// The name of the interface.
    package static let name = "org.influenced.Index"

    /// The description, as introspection shows it.
    package static let text = #"""
        # The influence index, read-only: scores, their history, and where each number comes from.
        #
        # Times are RFC 3339 in UTC ("2026-11-23T06:00:00Z"). Periods are SDMX / ISO 8601 ("2023", "2023-Q3", "2023-09",
        # "2023-09-14", "2023-01-01/P9M"). Scores are on the model's scale, 0 to 100 unless the model says otherwise.
        # A missing number is null, never zero. Fields may be added later; none is ever changed or removed.
        #
        # Where a method takes the id of a country, a power, a node or an indicator, it takes its name or title too, and either in
        # any case; what several are called is none of them. Replies have ids.
        #
        # Every method with `as_of` answers exactly what the daemon would have answered at that time: by what was known at the last
        # import or run not later than it. `known_at` is the time of that one: as of it the same is answered for ever. `vintage` and
        # `run` are the last import and the last run known then, null before the first. A time after the last import or run is
        # answered as of that one; where it has not come yet, more may be known when it has. All this holds within an `epoch` of the
        # database: a restored backup, and a repair of the clock, begin another one. `run` instead of `as_of` asks for what that run
        # knew and computed, also where it was set aside by a repair of the clock; never both.
        interface org.influenced.Index

        # A place where an indicator cannot be compared with what it was before.
        type Break (
          indicator: string,
          # reporter: another one is read. status: its reporter says so (status B). source: another indicator is read in its place.
          kind: (reporter, status, source),
          # Of a reporter or source what was read before, and what is read now.
          from: ?string,
          to: ?string,
          # Of a status the reference period that it was given to.
          period: ?string,
          # The first period of the grid beyond it.
          since: string,
          # In one sentence.
          text: string
        )

        # One node's score for one power in one country and one period of the grid.
        type Score (
          country: string,
          power: string,
          node: string,
          period: string,
          # null where the data do not suffice
          value: ?float,
          # The uncertainty interval, where it is computed.
          low: ?float,
          high: ?float,
          # 1 is the power with the highest value among the model's powers in this country; null where the value is.
          rank: ?int,
          # The value's share of the sum over the model's powers in this country that have one, 0 to 1. A power that is part of
          # another power of the model (DEU in EUU) is left out of the sum and has no share. null where fewer of the powers than the
          # model's gate asks for (0.6 of them) have a value.
          share: ?float,
          # Share of the node's weight that has data, 0 to 1.
          coverage: float,
          # The same, derated by the age of the data, 0 to 1.
          confidence: float,
          # The run that computed it, and when.
          run: int,
          computed_at: string,
          # More of the uncertainty interval, where it is computed. low, median and high are the 5th, 50th and 95th percentile
          # of the score over the replications, rank_low and rank_high the 5th and 95th of the rank.
          median: ?float,
          rank_low: ?int,
          rank_high: ?int,
          rank_stable: ?bool,
          # The lowest and highest score that the reports of different reporters give: apart from low and high, never added.
          input_low: ?float,
          input_high: ?float,
          # Of a measure of states what the value is the code of ("CHN leads"); null for every other node.
          label: ?string,
          # The ends of the oldest and the newest reference period among the data used (2019-12-31); null where it was not asked
          # for, and without a value.
          data_from: ?string,
          data_to: ?string,
          # The statuses of the data used, as in Observation, without A; null as above.
          flags: ?[]string,
          # What broke beneath it in the year that ends with the period; null as above.
          breaks: ?[]Break
        )

        # One recomputation of the index.
        type Run (
          run: int,
          computed_at: string,
          # start, schedule, import, request or reload
          reason: string,
          # SHA-256 of the model files.
          model: string,
          # SHA-256 of everything that went in; the same model and input give bit-identical scores.
          input: string,
          # The edition of each method that computed it, and the version of the software; null of a run from before they were
          # stored.
          editions: ?string,
          software: ?string,
          # The last period of the grid that was computed.
          period: string,
          # How many scores and measures differ from the run before.
          changed: int,
          duration_seconds: float,
          # Later recomputations that found the same model and input, and the last of them.
          heartbeats: int,
          last_heartbeat_at: ?string,
          # Whether it was recorded by a clock that was ahead, and set aside when that was repaired: nothing follows from it, and
          # no time is answered by it.
          set_aside: ?bool
        )

        # A file or source that the daemon reads by itself.
        type Feed (
          name: string,
          last_import_at: ?string,
          # The newest period among its observations.
          newest_period: ?string,
          # Why the last attempt failed, or null.
          error: ?string,
          # How many causes of warnings its last import had.
          warnings: ?int
        )

        # What the daemon keeps on disk.
        type StoreStatus (
          path: string,
          size_bytes: int,
          wal_bytes: int,
          free_bytes: int,
          series: int,
          observations: int,
          scores: int,
          runs: int,
          epoch: ?int
        )

        # What has to be said beside figures of a node: what it leaves out, or is not.
        type Caveat (
          node: string,
          text: string,
          # Whose figures, and where; empty: all.
          powers: []string,
          countries: []string
        )

        # An element of the model tree, or a tracked indicator (parent and weight null).
        type ModelNode (
          node: string,
          title: string,
          kind: (aggregate, indicator, tracked),
          parent: ?string,
          # As given in the model file, not scaled to a sum of 1.
          weight: ?float,
          unit: ?string,
          # The method in one line: "share of WLD; goalposts 0..50; yearly, at most P3Y old".
          method: string,
          note: ?string,
          caveats: ?[]Caveat
        )

        type Member (
          id: string,
          name: string,
          # The union that this power is part of.
          within: ?string
        )

        type File (name: string, text: string)

        # One observation, one vintage of it.
        type Observation (
          indicator: string,
          power: ?string,
          country: ?string,
          period: string,
          value: ?float,
          unit: string,
          # SDMX CL_OBS_STATUS. With a value: A normal, B break, D definition differs, E estimated, F forecast, G experimental,
          # I imputed, J derogation, N not significant, P provisional, S special event, U low reliability, V unvalidated,
          # W includes another category. Without: H holiday, K included elsewhere, L not collected, M cannot exist, O missing,
          # Q suppressed.
          status: string,
          reporter: string,
          released: ?string,
          source: string,
          note: string,
          # When the daemon learnt it.
          recorded_at: string,
          # Whether it counts; false of editions that a later one has replaced, that are older than another, or were withdrawn.
          in_force: ?bool
        )

        # One import that brought something new, or the undoing of one.
        type Import (
          vintage: int,
          recorded_at: string,
          # The file's name; of an undoing "undo of 12".
          origin: string,
          added: int,
          revised: int,
          withdrawn: int,
          # Observations whose source or note alone changed.
          annotated: int,
          # How many causes of warnings it had.
          warnings: int,
          # The vintage that it undid.
          undoes: ?int,
          # The user who imported it, and the name that he gave; null of what the daemon imports by itself.
          user: ?string,
          author: ?string,
          comment: ?string,
          # The false time at which it was recorded first, by a clock that was ahead.
          first_recorded_at: ?string
        )

        # What the daemon holds on one observed thing.
        type Series (
          indicator: string,
          power: ?string,
          country: ?string,
          reporter: string,
          unit: string,
          first_period: string,
          last_period: string,
          periods: int,
          vintages: int,
          last_recorded_at: string
        )

        # What a level of an ordinal indicator means.
        type Level (level: float, label: string, score: float, citation: string)

        # One node of a score's explanation.
        type ExplainedNode (
          node: string,
          title: string,
          parent: ?string,
          value: ?float,
          # Share among its siblings as the model gives it, 0 to 1.
          weight: float,
          # Share of the explained node's score after the weights of missing siblings are shared out, 0 to 1.
          effective_weight: ?float,
          # Points of the explained node's score; the contributions of the indicators add up to it. null under aggregations
          # that do not add up.
          contribution: ?float,
          coverage: float,
          confidence: float,
          # The rest is about indicators.
          # fresh, aging, stale, expired, missing, not_applicable, imputed or undefined (data are there, but no number comes from
          # them)
          freshness: ?string,
          # After window and transform, before normalisation.
          raw: ?float,
          # Of raw: empty where the steps on the way leave none, as after a logarithm.
          unit: ?string,
          # The windowed value, and what it was divided by.
          numerator: ?float,
          denominator: ?float,
          goalpost_low: ?float,
          goalpost_high: ?float,
          # The method in one line.
          method: ?string,
          observations: []Observation,
          # What was normalised, where the model imputes or treats values: null where that is the raw value.
          treated: ?float,
          # The figures that a normalisation other than goalposts found in the values: "min 0.2, max 38.9". Of aggregates as well.
          normalised_by: ?string,
          # Why there is no value, in one sentence; null where there is one.
          absence: ?string,
          # The share of the window that is known, 0 to 1; 1 without a window. It multiplies the weight in coverage and confidence.
          known: ?float,
          # The ends of the oldest and newest reference period that the raw value stands on, denominators included.
          data_from: ?string,
          data_to: ?string,
          # Of an ordinal indicator the levels that the observations have.
          levels: ?[]Level
        )

        # What a node weighed among its siblings and what it weighs, as the model gives it or as it was found.
        type Reweighting (node: string, title: string, from: float, to: float)

        # One cause of a change.
        type ChangeItem (
          # new_period: a newer period was observed. revision: other values of the same period. reporter_switch: another reporter
          # is read. break: the reporter itself says that its series breaks (status B), or another indicator stands in for it.
          # decay: the same observations, seen from later. imputation: a value that is filled in changed with what it is
          # filled in from. normalisation: what values are compared with moved. weights: weights moved that come from the data,
          # or that the model gives by period; in a score that is no plain sum those beneath the node together (`reweighted`).
          # entered, left: there was no value before, there is none any more; that it takes weight from its siblings, or gives it
          # back, is in the effect. coverage: everything beneath the node left, and something else entered. model: the model
          # changed, counted on the new data. residual: what sampling or rounding leaves.
          group: string,
          # An indicator, or the aggregate that changed as a whole or beneath which weights moved.
          node: string,
          title: string,
          # Points of the explained node's score; the effects of all items add up to the change.
          effect: float,
          # The node's own value before and after, on the model's scale.
          from: ?float,
          to: ?float,
          # Its effective weight in the explained node before and after, 0 to 1.
          weight_from: ?float,
          weight_to: ?float,
          # The rest is about indicators: before normalisation.
          raw_from: ?float,
          raw_to: ?float,
          # Of both: empty where the steps on the way leave none, as after a logarithm.
          unit: ?string,
          # The newest period observed of it, and by whom.
          period_from: ?string,
          period_to: ?string,
          reporter_from: ?string,
          reporter_to: ?string,
          # What the reporter says of the newest period observed, as in Observation.
          status_from: ?string,
          status_to: ?string,
          # Of reporter_switch and break: why the two values cannot be compared. Between two periods every break in between.
          breaks: ?[]Break,
          # Of weights in a score that is no plain sum: the children of the node that have another weight now. The shares of all
          # children have moved with them; the effect is that of the whole.
          reweighted: ?[]Reweighting
        )

        # Why a score is no longer what it was.
        type Change (
          # The period compared with (as known at the same time), or the time (as known then, with the model then in force).
          since_period: ?string,
          since_as_of: ?string,
          # The score before and after.
          from: ?float,
          to: ?float,
          # Whether the model in force at since_as_of was another one.
          model_changed: bool,
          # bennet: midpoints, exact. shapley: Shapley values, exact. sampled: Shapley values from a fixed sample of orders.
          method: ?string,
          # Why there are no items, where the change cannot be attributed: a score is null, mostly; then also which gates are closed
          # and which data went, or came later.
          reason: ?string,
          # From `from` to `to`, by group.
          items: []ChangeItem
        )

        # The state of one indicator for one dyad.
        type CoverageRow (
          country: string,
          power: string,
          node: string,
          # fresh, aging, stale, expired, missing, not_applicable, imputed or undefined (data are there, but no number comes from
          # them)
          freshness: string,
          # Share of the whole index that hangs on it, 0 to 1.
          weight: float,
          observed_period: ?string,
          reporter: ?string,
          # Why there is no value, in one sentence; null where there is one.
          absence: ?string
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

        type Point (
          period: string,
          value: ?float,
          low: ?float,
          high: ?float,
          coverage: float,
          confidence: float,
          run: int,
          computed_at: string,
          # As in Score.
          median: ?float,
          rank_low: ?int,
          rank_high: ?int,
          rank_stable: ?bool,
          input_low: ?float,
          input_high: ?float,
          # As in Score.
          label: ?string,
          # As in Score; the breaks are those between this point and the one before.
          data_from: ?string,
          data_to: ?string,
          flags: ?[]string,
          breaks: ?[]Break
        )

        # What one score owes to the choices of the method, over the replications; and, apart from that, to who reported. The two are
        # never to be added up.
        type UncertainScore (
          country: string,
          power: string,
          node: string,
          # By the model's own choices.
          value: ?float,
          # The 5th, 50th and 95th percentile of the replications, on the node scale.
          low: float,
          median: float,
          high: float,
          # The Monte Carlo errors of low and high: the standard deviations of what other seeds give.
          low_error: float,
          high_error: float,
          # By the model's own choices; 1 is the highest.
          rank: int,
          # In how many replications the power held rank 1, 2, ...
          rank_counts: []int,
          # The 5th and 95th percentile of the rank.
          rank_low: float,
          rank_high: float,
          # Whether `rank` is held in at least 95 % of the replications.
          rank_stable: bool,
          # The score by the country's statistics and by those of its partners, the lower one first; null where they say the same,
          # or the model names no partners' statistics.
          input_low: ?float,
          input_high: ?float,
          # The lowest and highest score that the values of the other listed reporters of the same facts (dyad and period) give,
          # each reporter in the place of those chosen wherever it has one, and those reporters; null where all give the same.
          reporter_low: ?float,
          reporter_high: ?float,
          reporters: []string,
          # As in Score.
          data_from: ?string,
          data_to: ?string
        )

        # How often one power is above another.
        type Preference (
          country: string,
          # The root or one of its dimensions.
          node: string,
          power: string,
          counterpart: string,
          # That `power` is above `counterpart`, 0 to 1; ties count half.
          probability: float,
          # As in Score, of the scores of both.
          data_from: ?string,
          data_to: ?string
        )

        # What share of the root score's variance one choice of the method accounts for. Source: Saltelli et al. (2010).
        type ChoiceSensitivity (
          country: string,
          # null: over all dyads of the country together.
          power: ?string,
          # "weights", "dropping" (of one indicator), "goalposts", "normalisation", "aggregation" or "treatment".
          choice: string,
          # The share that goes when this choice alone is fixed.
          first: float,
          # The share that stays when all others are fixed: the choice with all its interactions.
          total: float,
          # The standard errors of the two.
          first_error: float,
          total_error: float
        )

        # A weight in place of the model's; siblings keep theirs, and all are scaled to a sum of 1 as always.
        type WeightChange (node: string, weight: float)

        # A raw value in place of the one that is read: after window and transform, before normalisation, as Explain shows it; of
        # an ordinal indicator the level. Without `country` the one asked about. An indicator about countries alone takes no
        # power, one about powers alone no country. It counts as fresh, and changes no other indicator.
        type ValueChange (indicator: string, power: ?string, country: ?string, value: float)

        # A node's weight in the model and as assumed, as given and as its share among its siblings (0 to 1).
        type HypotheticalWeight (
          node: string,
          parent: string,
          base_weight: float,
          hypothetical_weight: float,
          base_share: float,
          hypothetical_share: float
        )

        # A score as it is and as it would be. Nothing of it is stored.
        type HypotheticalScore (
          country: string,
          power: string,
          node: string,
          period: string,
          base_value: ?float,
          hypothetical_value: ?float,
          # hypothetical - base; null where either is.
          difference: ?float,
          base_rank: ?int,
          hypothetical_rank: ?int,
          base_coverage: float,
          hypothetical_coverage: float,
          # As in Score, of the data that are read: what is assumed has no dates.
          base_data_from: ?string,
          base_data_to: ?string,
          hypothetical_data_from: ?string,
          hypothetical_data_to: ?string,
          # Why there is no hypothetical value; null where there is one, and of an indicator without data.
          reason: ?string
        )

        # A series of which the store says something else than a recomputation.
        type Difference (
          country: string,
          power: string,
          node: string,
          # How many of its periods differ, and the first of them.
          periods: int,
          period: string,
          # The first figure that differs there: value, coverage, confidence, or one of the interval's (low, median, ...).
          figure: string,
          # null: a missing value, or nothing stored. The bits are those of IEEE 754, in hexadecimal.
          stored: ?float,
          stored_bits: ?string,
          recomputed: ?float,
          recomputed_bits: ?string
        )

        # A figure derived from the scores of several powers in one country. Each has a history like a score: GetHistory,
        # GetScores and Watch take "measure.tilt" or "measure.overtaking.trade_share" as the node, and as the power a power, a pair "RUS+CHN"
        # (of measures with a counterpart) or "WLD" (of those of the country alone). No other method shows them unless the node
        # is named.
        type Measure (
          country: string,
          # A of a pair; "WLD" for a figure of the country alone.
          power: string,
          # B of a pair.
          counterpart: ?string,
          # share, tilt, contest ...
          measure: string,
          # The channel of a concentration, the node of an overtaking.
          of: ?string,
          period: string,
          # null where what the formula names has no value. Of a state the code, with its label: quadrants 0 to 3, leads -1 (A),
          # 0 (contested) and 1 (B), patterns 0 and 1.
          value: ?float,
          label: ?string,
          # What `coverage` is a share of and `used` a list of: dimensions, powers, sources, channels, partners or periods.
          basis: string,
          # What it was really computed from: the dimensions that both powers have a score in, the powers with a score that are
          # inside no other, the signs, channels, partners or data periods. Empty without a value.
          used: []string,
          # The share of the weight, or of the number, of what it speaks of that has data, 0 to 1. Told without a value too.
          coverage: float,
          # The same derated by the confidence in each of them: what is missing lowers it as it lowers the confidence in scores.
          confidence: float,
          run: int,
          computed_at: string,
          # Of a state who leads what, since when, by which data: "China leads since 2023 (year data), 21.54 against 19.39 %".
          sentence: ?string,
          # Why there is no value.
          reason: ?string,
          # Below this coverage there is no value.
          min_coverage: ?float,
          # The ends of the oldest and the newest reference period among the data used; null without a value.
          data_from: ?string,
          data_to: ?string
        )

        # A part of what a measure speaks of.
        type ExplainedPart (
          kind: (dimension, channel, sign, power, partner, period),
          # The dimension, channel, indicator of a sign, power, partner or period.
          part: string,
          title: string,
          # The node or indicator that it was read from.
          node: ?string,
          unit: string,
          # Its share of all that applies, 0 to 1.
          weight: ?float,
          # The power's, or A's: a score, a share of a channel in per cent, a sign's or a partner's value. Of a displacement the
          # share at the beginning of the span.
          value: ?float,
          # B's. Of a displacement the share at the end of the span.
          counterpart_value: ?float,
          # What the formula makes of the value before it is weighed, 0 to 1.
          share: ?float,
          # What it adds to the measure; the contributions sum to its value. Of the measures of coopetition those of the dimensions
          # sum to its contest and those of the signs to its cooperation. null where the formula is no sum.
          contribution: ?float,
          # Whether it had data and was used.
          used: bool,
          # As in ExplainedNode, of what was read from observations directly.
          freshness: ?string,
          confidence: float,
          data_from: ?string,
          data_to: ?string,
          observations: []Observation
        )

        # How a measure came about.
        type ExplainedMeasure (
          measure: string,
          of: ?string,
          # B of a pair.
          counterpart: ?string,
          # In words.
          formula: string,
          label: ?string,
          # As in Measure.
          sentence: ?string,
          basis: string,
          min_coverage: float,
          # Why there is no value.
          reason: ?string,
          parts: []ExplainedPart,
          # Of momentum and displacement: the breaks in their span. What came about at them is left out.
          breaks: ?[]Break
        )

        type MeasureDefinition (measure: string, definition: string)

        # A node's scores for two powers.
        type ComparedNode (
          node: string,
          title: string,
          parent: ?string,
          value: ?float,
          counterpart_value: ?float,
          # The counterpart's minus the power's.
          difference: ?float,
          rank: ?int,
          counterpart_rank: ?int,
          share: ?float,
          counterpart_share: ?float,
          coverage: ?float,
          counterpart_coverage: ?float,
          confidence: ?float,
          counterpart_confidence: ?float,
          # As in Score, of the power's and of the counterpart's.
          data_from: ?string,
          data_to: ?string,
          counterpart_data_from: ?string,
          counterpart_data_to: ?string
        )

        # How the alerts and their deliveries stand.
        type AlertCounts (
          rules: int,
          pending: int,
          # Open alerts: firing, recovering or without data; and those of them that are critical and neither silenced nor
          # acknowledged.
          firing: int,
          critical: int,
          silenced: int,
          acknowledged: int,
          # Deliveries not yet made, and those given up.
          waiting: int,
          dead: int,
          # When the oldest waiting delivery was written.
          waiting_since: ?string
        )

        type Label (name: string, value: string)

        # One alert: the state of a rule for one series. Parts that do not apply are null: a rule about a feed has no country.
        type Alert (
          rule: string,
          # The series as one text, unique within the rule: "KAZ CHN>RUS trade_share".
          subject: string,
          country: ?string,
          # The power; of an overtaking the one that passes; of a measure a power, a pair or "WLD".
          power: ?string,
          counterpart: ?string,
          node: ?string,
          feed: ?string,
          state: (inactive, pending, firing, recovering, no_data),
          since: string,
          severity: (info, warning, critical),
          labels: []Label,
          # In the unit of the rule: a score, a difference, a lead, a rank, a probability, days.
          value: ?float,
          # When the next transition is due if nothing changes.
          due_at: ?string,
          # Its incident, by the id of the event that opened it: what `Acknowledge` and `GetAlert` name. Null unless it is open.
          incident: ?string,
          # The same.
          opening: ?string,
          # Why a transition is not made, though the value asks for one, and the event that told of it: what `Acknowledge` accepts.
          held: ?string,
          held_event: ?string,
          flapping: bool,
          silenced_until: ?string,
          silence: ?int,
          acknowledged_by: ?string,
          acknowledged_until: ?string,
          comment: ?string
        )

        # A part of a change of a score: points of the score that come from a node, in one of the groups of a waterfall.
        type AlertContribution (node: string, group: string, points: float)

        # A break of series behind an event: that of a figure, with the power (or the pair, or "WLD") and the country it is of.
        type AlertBreak (
          country: string,
          power: string,
          indicator: string,
          # The period since when figures stand beyond it.
          since: string,
          kind: (reporter, status, source),
          # Of kind reporter the two reporters, of kind source the two indicators.
          from: ?string,
          to: ?string,
          # Of kind status the reference period whose value has it.
          period: ?string,
          text: string
        )

        # Something that happened to an alert: what hooks get as JSON.
        type AlertEvent (
          # The same at every attempt to deliver it.
          id: string,
          # firing, resolved, repeat, flapping, no_data, data_back; held is written down and goes to the journal only
          kind: (firing, resolved, repeat, flapping, no_data, data_back, held),
          at: string,
          rule: string,
          subject: string,
          country: ?string,
          power: ?string,
          counterpart: ?string,
          node: ?string,
          feed: ?string,
          # Counts the events of the alert from 1, and rises within an incident; what an earlier incident still owes goes on with its own.
          sequence: int,
          # The state after it.
          state: (inactive, pending, firing, recovering, no_data),
          # The incident that it belongs to: the id of the event that opened it.
          incident: ?string,
          # The same.
          opening: ?string,
          severity: (info, warning, critical),
          labels: []Label,
          summary: string,
          reason: ?string,
          value: ?float,
          previous: ?float,
          # What both are counted in, in words: "points", "percentage points", "days"; empty where there is nothing to count.
          unit: ?string,
          # The days on which the oldest and the newest reference period behind the value end, and those of the previous value.
          data_from: ?string,
          data_to: ?string,
          previous_data_from: ?string,
          previous_data_to: ?string,
          # The 5th and the 95th percentile of the score behind the value.
          low: ?float,
          high: ?float,
          period: ?string,
          run: ?int,
          model_hash: string,
          contributions: []AlertContribution,
          # Why there are none though there is a score: "not explained: more than 50 events in this run".
          unexplained: ?string,
          # Between the previous value and this one; at most 20.
          breaks: ?[]AlertBreak
        )

        # Handing one event to one hook.
        type Delivery (
          delivery: int,
          event: AlertEvent,
          hook: string,
          # dismissed: given up, and nobody waits for it any more
          state: (waiting, delivered, dead, silenced, dismissed),
          attempts: int,
          created_at: string,
          # When the next attempt may begin, of what waits for a group when that leaves; null unless it waits.
          next_at: ?string,
          ended_at: ?string,
          error: ?string,
          # The hook that gave it up to this one.
          origin: ?string,
          # The id of the group that it is handed over in; null while it is in none.
          group: ?string
        )

        # What the world was told of: opened by the first `firing`, ended by a `resolved` to everyone who was told.
        type Incident (
          incident: string,
          rule: string,
          subject: string,
          country: ?string,
          power: ?string,
          counterpart: ?string,
          node: ?string,
          feed: ?string,
          # Of the rule when it was opened.
          severity: (info, warning, critical),
          labels: []Label,
          model_hash: string,
          # Its condition in words, as it is met.
          condition: string,
          opened_at: string,
          # What is true of it now, whoever was told.
          truth: (firing, no_data, ended),
          flapping: bool,
          ended_at: ?string,
          reason: ?string,
          # The last value of its condition, in the condition's unit, and in words with it; the period it is of.
          value: ?float,
          figure: ?string,
          period: ?string,
          acknowledged_by: ?string,
          acknowledged_until: ?string,
          silence: ?int,
          silenced_until: ?string
        )

        # What a hook was told of an incident.
        type ToldHook (
          hook: string,
          # What it must believe by what it was told: nothing, where a silence kept everything from it.
          picture: (nothing, firing, no_data, resolved),
          # When the event was that made the picture.
          since: ?string,
          # When something of it was last handed over.
          delivered_at: ?string,
          # Events on their way to it, and events given up.
          waiting: int,
          dead: int,
          # A reminder is owed after a silence or a restore.
          owed: bool
        )

        # A rule in force.
        type Rule (
          rule: string,
          description: string,
          kind: string,
          # The condition and its timing in words.
          condition: string,
          severity: (info, warning, critical),
          labels: []Label,
          hooks: []string,
          enabled: bool,
          # Its alerts: all of them, and those that are open.
          alerts: int,
          firing: int
        )

        type Silence (
          silence: int,
          # Patterns with * and ?, several separated by commas; null matches everything.
          rule: ?string,
          country: ?string,
          power: ?string,
          node: ?string,
          severity: ?string,
          labels: []Label,
          created_at: string,
          until: string,
          ended_at: ?string,
          author: string,
          comment: string,
          active: bool
        )

        # A score that lapses: data beneath it become too old, and no newer ones are known.
        type Lapse (
          country: string,
          power: string,
          node: string,
          # The first period of the grid without the score.
          period: string,
          # The indicators whose values are too old from that period on.
          indicators: []string
        )

        # How many scores lapse if nothing new is learnt: after the last period of the grid through `through`, the first of them in
        # `first`; and how many have lapsed within a year.
        type Expiring (through: string, scores: int, first: ?string, lapsed: int)

        # Something that somebody has to look at: `name` says which kind for programs, `message` what it is, `way` what leads out of it
        # (a command, or a key of a file).
        type Reason (name: string, level: (warning, critical), message: string, way: string)

        # Health, runs, store and feeds in one look.
        method GetStatus() -> (
          version: string,
          started_at: string,
          uptime_seconds: float,
          # Whether `verdict` is "ok"; `problems` has the reasons as sentences.
          healthy: bool,
          problems: []string,
          model: ?string,
          model_hash: ?string,
          computing: bool,
          last_run: ?Run,
          next_run_at: ?string,
          store: StoreStatus,
          feeds: []Feed,
          definition: ?string,
          # Null until the daemon has looked.
          expiring: ?Expiring,
          alerts: ?AlertCounts,
          # How many causes of warnings the last imports have left behind: of each file and feed the last one, unless it was undone.
          import_warnings: ?int,
          # What the daemon's clock shows, and whether it is believed; `problems` says why not. Unless it is right, nothing but
          # deliveries is written down: no import, no run, no alert.
          now: ?string,
          clock: ?(right, behind, ahead),
          # The worst of the reasons. There is no other judgement of the daemon's health anywhere.
          verdict: ?(ok, warning, critical),
          reasons: ?[]Reason,
          # Whether the database is still being read whole, as at each start: until then it is not known to be sound.
          checking: ?bool
        )

        # The model of the last scores known at `as_of`: what is measured and how, with the files it was read from.
        method GetModel(as_of: ?string, run: ?int) -> (
          model: string,
          title: string,
          definition: string,
          model_hash: string,
          powers: []Member,
          countries: []Member,
          nodes: []ModelNode,
          files: []File,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # The observed series, filtered; what there is to score from.
        method ListSeries(indicator: ?string, power: ?string, country: ?string, as_of: ?string, run: ?int) -> (
          series: []Series,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # The scores of one period. Without `node` all nodes; without `period` the last one computed. A period that is not of
        # the grid means the one that holds its last day ("2023" on a monthly grid is 2023-12).
        method GetScores(country: ?string, power: ?string, node: ?string, period: ?string, as_of: ?string, run: ?int) -> (
          period: string,
          as_of: ?string,
          model: string,
          definition: string,
          scores: []Score,
          # Of the nodes shown and of all beneath them, for the powers and countries asked for.
          caveats: ?[]Caveat,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # The measures of one period. Without `measure` all; "overtaking" means all that begin so. `power` is a power, a pair (in
        # either order) or "WLD".
        method GetMeasures(country: ?string, measure: ?string, power: ?string, period: ?string, as_of: ?string, run: ?int) -> (
          period: string,
          as_of: ?string,
          model: string,
          definition: string,
          measures: []Measure,
          # Of each measure its formula in words.
          definitions: []MeasureDefinition,
          # The ends of the oldest and the newest reference period among the data of all of them.
          data_from: ?string,
          data_to: ?string,
          # Of the nodes that they are made of, and of all beneath them.
          caveats: ?[]Caveat,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # How sure the scores of one period are: the model's uncertain choices are drawn anew `replications` times. Recomputed from
        # the observations as known at `as_of`; of the last period computed the same as the intervals that its run stored. Without
        # `node` all nodes.
        method GetUncertainty(country: ?string, power: ?string, node: ?string, period: ?string, as_of: ?string, run: ?int) -> (
          period: string,
          as_of: ?string,
          model: string,
          definition: string,
          replications: int,
          # The model's: a draw depends on it, on the number of the replication and on the definition of what it is for.
          seed: int,
          # The rows N of the Sobol design; 0 where the model asks for no indices.
          sensitivity_rows: int,
          scores: []UncertainScore,
          # Of each pair of powers, both ways round: with `power` of its pairs, without `country` and `power` of the pairs that the
          # model's measures name.
          preferences: []Preference,
          # Of the root's scores in each country; with `power` also of those of its dyads.
          sensitivity: []ChoiceSensitivity,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # Two powers side by side in one country, node by node, with the measures of the pair where the model has it (in either
        # order: a measure says who is A and who is B).
        method Compare(country: string, power: string, counterpart: string, period: ?string, as_of: ?string, run: ?int) -> (
          country: string,
          power: string,
          counterpart: string,
          period: string,
          as_of: ?string,
          model: string,
          definition: string,
          nodes: []ComparedNode,
          measures: []Measure,
          # The ends of the oldest and the newest reference period among the data of both scores of the index.
          data_from: ?string,
          data_to: ?string,
          # As in GetScores.
          caveats: ?[]Caveat,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # One score or measure through the periods of the grid. With `more`: pages until the end. Without: one page, and `next` is the
        # `from` of the next one, or null.
        method GetHistory(
          country: string,
          power: string,
          node: ?string,
          from: ?string,
          to: ?string,
          as_of: ?string,
          run: ?int
        ) -> (
          country: string,
          power: string,
          node: string,
          points: []Point,
          next: ?string,
          # As in GetScores and GetMeasures.
          caveats: ?[]Caveat,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # The powers of one country in the order of a node's score.
        method GetRanking(country: string, node: ?string, period: ?string, as_of: ?string, run: ?int) -> (
          country: string,
          node: string,
          period: string,
          definition: string,
          # The powers that the shares are taken among: those with a value that are inside no other. Empty where there are no shares.
          among: []string,
          ranking: []Score,
          # Why there are no shares.
          no_shares: ?string,
          # The ends of the oldest and the newest reference period among the data used.
          data_from: ?string,
          data_to: ?string,
          # As in GetScores.
          caveats: ?[]Caveat,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # Where a score comes from, down to the observations. Recomputed from the observations as known at `as_of` with the
        # model in force. With `since` also why it changed: since an earlier period ("2022"), or since what was known of the same
        # period at a time ("2026-11-01T00:00:00Z"). `node` may be a measure ("tilt", "overtaking.trade_share") and `power` then a
        # pair in either order ("RUS+CHN") or "WLD": `measure` tells what it was made of, and `nodes` is empty.
        method Explain(
          country: string,
          power: string,
          node: ?string,
          period: ?string,
          as_of: ?string,
          run: ?int,
          since: ?string
        ) -> (
          country: string,
          power: string,
          node: string,
          period: string,
          definition: string,
          value: ?float,
          coverage: float,
          confidence: float,
          nodes: []ExplainedNode,
          change: ?Change,
          measure: ?ExplainedMeasure,
          # The ends of the oldest and the newest reference period among the data used.
          data_from: ?string,
          data_to: ?string,
          # As in GetScores and GetMeasures.
          caveats: ?[]Caveat,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # Observations, the newest vintage of each or (with `vintages`) all of them. Pages as in GetHistory; `next` is the
        # `cursor` of the next one.
        method GetObservations(
          indicator: ?string,
          power: ?string,
          country: ?string,
          reporter: ?string,
          from: ?string,
          to: ?string,
          as_of: ?string,
          run: ?int,
          vintages: ?bool,
          cursor: ?string
        ) -> (
          observations: []Observation,
          next: ?string,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # What is missing, ageing or expired.
        # With `expiring`, an ISO 8601 duration of at most 120 periods of the grid, also which scores lapse within it after
        # `period` if nothing new is learnt, each once: what is known is scored for the periods to come.
        method GetCoverage(country: ?string, power: ?string, period: ?string, as_of: ?string, run: ?int, expiring: ?string) -> (
          period: string,
          rows: []CoverageRow,
          # By period; null unless asked for.
          lapses: ?[]Lapse,
          # The last period that was looked at; null unless asked for.
          lapses_through: ?string,
          # All values of `period` that cannot be computed though data are there, and the first 20.
          undefined_count: ?int,
          undefined: ?[]UndefinedValue,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # The runs, newest first; `before` continues behind that run. With `set_aside` those that repairs of the clock set aside, and
        # no others.
        method ListRuns(limit: ?int, before: ?int, as_of: ?string, set_aside: ?bool) -> (
          runs: []Run,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # The imports that brought something new, newest first; `before` continues behind that vintage.
        method ListImports(limit: ?int, before: ?int, as_of: ?string) -> (
          imports: []Import,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # What the scores of a country would be with other weights, without some nodes (`drop`, a weight of 0), or with other
        # values. Recomputed from the observations as known at `as_of` with the model in force, for one period (the last one
        # unless `period` says another) or all that lie in `from`...`to`; values are assumed in just those. Never stored. Without
        # `power` all, without `node` all.
        method WhatIf(
          country: string,
          power: ?string,
          node: ?string,
          period: ?string,
          from: ?string,
          to: ?string,
          as_of: ?string,
          run: ?int,
          weights: ?[]WeightChange,
          drop: ?[]string,
          values: ?[]ValueChange
        ) -> (
          # Always true: no score of this reply is one of the index.
          hypothetical: bool,
          country: string,
          first_period: string,
          last_period: string,
          as_of: ?string,
          model: string,
          definition: string,
          # The nodes whose shares change, with their siblings.
          weights: []HypotheticalWeight,
          # The values assumed.
          values: []ValueChange,
          # By power, node and period.
          scores: []HypotheticalScore,
          known_at: ?string,
          run: ?int,
          vintage: ?int,
          epoch: ?int
        )

        # Computes a past run once more, from the stored text of its model and the observations as known at it, and compares
        # everything that the run computes bit for bit with what the store answers for it. Without `run` the last one.
        method VerifyRun(run: ?int) -> (
          run: Run,
          # True where everything that was compared, and the hash of the input, is equal.
          matches: bool,
          # Why not; null where it matches.
          reason: ?string,
          # False where it could not be computed once more: its model or its arithmetic is not that of this version.
          comparable: bool,
          # The hash of the observations as known at the run, and whether it is the run's.
          input: ?string,
          input_matches: bool,
          # Scores and intervals: compared, and differing among them; the series that differ, and the first ten of those.
          compared: int,
          differing: int,
          differing_series: int,
          differences: []Difference
        )

        # Needs `more`. First the current state (the last run, and the scores that the filter names), then every run and every
        # score of the last period that it changed (in value, coverage or confidence; a rank that changes because another power's
        # score does is no event). A run with more than 200 such scores comes in several replies, which differ in `scores` alone.
        method Watch(country: ?string, power: ?string, node: ?string) -> (
          kind: (state, run, heartbeat, failure, alert),
          run: ?Run,
          scores: []Score,
          # Of a failure.
          message: ?string,
          # Of an alert.
          alert: ?AlertEvent
        )

        # Alerts in the order of the rules: those that are not inactive, or with `all` every one. Filters are patterns with *
        # and ?, several separated by commas; each has to match something that the rules, the model or past alerts know
        # (`UnknownRule` and its like), unless `future` says that it may be of what is to come. At most `limit` in a reply, 1,000
        # unless it says fewer: `total` is how many there are, and `next`, unless it is null, is what to give as `after` for those
        # that follow. `silences` are those that are active, with `all` those that have ended too, the newest 1,000, active ones
        # first; they come with the first page.
        method ListAlerts(
          rule: ?string,
          country: ?string,
          power: ?string,
          node: ?string,
          state: ?string,
          all: ?bool,
          future: ?bool,
          limit: ?int,
          after: ?string
        ) -> (alerts: []Alert, silences: []Silence, total: ?int, next: ?string)

        # The rules in force, in the order of their file.
        method ListRules() -> (rules: []Rule)

        # What happened to alerts, newest first; filters as of ListAlerts; `limit` is 100 unless it says otherwise. `before` is the `id` of an event: only
        # older ones.
        method ListAlertEvents(
          rule: ?string,
          country: ?string,
          power: ?string,
          node: ?string,
          limit: ?int,
          before: ?string,
          future: ?bool
        ) -> (events: []AlertEvent)

        # Who knows what of an incident since when: the incident, what each hook was told, and the last 100 deliveries, newest first.
        # `alert` is its id, or as many of its first digits as tell it from others; it may have ended.
        method GetAlert(alert: string) -> (incident: Incident, hooks: []ToldHook, deliveries: []Delivery)

        # Deliveries, newest first; `state` is waiting, delivered, dead, silenced or dismissed.
        method ListDeliveries(state: ?string, hook: ?string, limit: ?int) -> (deliveries: []Delivery)

        # Something that would have happened to an alert.
        type BacktestEvent (
          kind: (firing, resolved, repeat, flapping, no_data, data_back, held),
          at: string,
          rule: string,
          subject: string,
          country: ?string,
          power: ?string,
          counterpart: ?string,
          node: ?string,
          feed: ?string,
          summary: string,
          reason: ?string,
          value: ?float,
          previous: ?float,
          # Both with their unit, for people.
          figure: ?string,
          previous_figure: ?string,
          period: ?string,
          # Whether the daemon knew the value then (as_known), or it is what the first run knew of that period (reconstructed).
          basis: (as_known, reconstructed)
        )

        # A rule that is not replayed, or, where `replayed` says so, from the first run on alone; and why.
        type ReplayLimit (rule: string, replayed: bool, reason: string)

        # Replays rules over stored history with the evaluator of live operation, holds included: at each period of the grid before
        # the first run, by what that run knew of it, and at each run from then on, by what was known at it. `rules` is the text of
        # a rule file to take the rules from instead of those in force. Without `rule` every rule of it. What happened from `from`
        # through `to`, two periods, is listed. Nothing is stored or delivered.
        method BacktestRule(rule: ?string, rules: ?string, from: ?string, to: ?string) -> (
          # As they were given.
          asked_from: ?string,
          asked_to: ?string,
          # The first and the last moment that was evaluated; null where there is no history.
          from: ?string,
          to: ?string,
          # How often the rules were evaluated, and on how many series.
          evaluations: int,
          alerts: int,
          limits: []ReplayLimit,
          events: []BacktestEvent
        )

        # `reason` says what would be right.
        error UnknownAlert (alert: string, reason: string)
        # Here and below `known` are the ids there are; `meant` is the one of what is called nearly so, where no id is.
        error UnknownCountry (country: string, known: []string, meant: ?string)
        # `reason` says what would be right where the power is known, and the node has no series of it: a pair, or `WLD`.
        error UnknownPower (power: string, known: []string, reason: ?string, meant: ?string)
        # Nobody of this name has reported an observation; `known` are those that have.
        error UnknownReporter (reporter: string, known: []string)
        error UnknownNode (node: string, known: []string, meant: ?string)
        error UnknownRule (rule: string, known: []string)
        error UnknownHook (hook: string, known: []string)
        # The text of a rule file is wrong: one line an error, as rules:line:column: message.
        error InvalidRules (errors: []string)
        error UnknownMeasure (measure: string, known: []string)
        error InvalidPeriod (period: string, reason: string)
        error InvalidTime (time: string, reason: string)
        # What was to be assumed cannot be; nothing was computed.
        error InvalidScenario (reason: string)
        # `last` is the newest run.
        error UnknownRun (run: int, last: ?int)
        # The question is right, but there is nothing to answer it with yet.
        error NoData (reason: string)
        # The run was computed by other editions of its methods than this version has, so that it is not computed once more.
        # `software` is the version that can; null of a run from before versions were stored.
        error OtherEditions (run: int, software: ?string, reason: string)
        # Try again: the daemon is at one of its limits.
        error Busy (reason: string)
        # A limit was reached, and the call, or the connection, is refused; any method may answer so, of org.influenced.Admin too.
        # `key` is where the administrator sets the limit in the configuration, `reason` says what of.
        error LimitReached (limit: int, key: string, reason: string)
        # The store could not be read; `status` and the log say more.
        error StoreFailure (reason: string)

        """#
}
