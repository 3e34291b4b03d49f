import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

/// The promise of the store, against a plain list of everything that was ever said to it: a query `asOf` a time answers
/// what it answered then, and what the list says.
@Suite struct BitemporalTests {
    @Test(arguments: 1...12)
    func `Every answer as of then is the answer given then`(seed: Int) throws {
        let directory = try TemporaryDirectory()
        var random = SplitMix(UInt64(seed))
        var store = try Store(opening: directory.database)
        var ledger = Ledger()
        var answers: [(time: Instant, answer: Answer)] = []
        var clock = Instant.at(1_000_000)
        for _ in 0..<50 {
            // The clock runs, stands still, jumps over months and steps back.
            clock = clock.adding(seconds: random.pick([0, 1, 3600, 86_400, 40 * 86_400, -86_400, -100 * 86_400]))
            let recordedAt: Instant?
            switch random.below(12) {
            case 0..<5:
                let observations = Self.observations(&random)
                let outcome = try store.importObservations(observations, recordedAt: clock, origin: "test")
                let counts = ledger.add(observations, at: outcome.vintage?.recordedAt ?? .at(0))
                #expect([outcome.added, outcome.revised, outcome.annotated] == counts)
                #expect(
                    outcome.added + outcome.revised + outcome.annotated + outcome.unchanged == observations.count
                )
                recordedAt = outcome.vintage?.recordedAt
            case 5..<7:
                guard let vintage = try store.vintages(limit: 1000).map(\.id).randomElement(using: &random) else {
                    continue
                }
                let time = try #require(try store.vintages(before: vintage + 1, limit: 1).first?.recordedAt)
                // What would be done is what is done.
                let rehearsed = try store.rehearseUndo(of: vintage, at: clock)
                let outcome = try store.undoImport(vintage, recordedAt: clock)
                #expect(try rehearsed.after == store.observations())
                #expect(rehearsed.outcome == outcome)
                let replaced = ledger.undo(time, at: outcome.vintage?.recordedAt ?? .at(0))
                #expect(outcome.replaced == replaced)
                recordedAt = outcome.vintage?.recordedAt
            case 7..<11:
                let (commit, scores) = Self.run(&random)
                let outcome = try store.commit(commit, recordedAt: clock)
                let changed = ledger.add(scores, model: commit.model.hash, outcome.run)
                #expect(outcome.run.changed == changed)
                recordedAt = outcome.run.recordedAt
            default:
                store.close()
                store = try Store(opening: directory.database)
                recordedAt = nil
            }
            guard let recordedAt else { continue }
            if let last = answers.last { #expect(last.time < recordedAt) }
            answers.append((recordedAt, try Answer(store, asOf: nil)))
        }
        for (index, (time, answer)) in answers.enumerated() {
            #expect(try Answer(store, asOf: time) == answer)
            if index + 1 < answers.count {
                let justBefore = answers[index + 1].time.adding(microseconds: -1)
                #expect(try Answer(store, asOf: justBefore) == answer)
            }
            try ledger.check(answer, asOf: time)
        }
        #expect(try store.violations == [])
    }

    @Test(arguments: 1...12)
    func `A repair of the clock changes no answer up to now, and loses nothing of the future`(seed: Int) throws {
        let directory = try TemporaryDirectory()
        var random = SplitMix(UInt64(seed))
        var store = try Store(opening: directory.database)
        var clock = Instant.at(1_000_000)
        // Twice: what was set aside stays so through another repair.
        var aside: [(run: Run, table: StoredScores, histories: [[HistoryPoint]])] = []
        for round in 1...2 {
            var answers: [(time: Instant, answer: Answer)] = []
            for _ in 0..<20 {
                clock = clock.adding(seconds: random.pick([1, 3600, 40 * 86_400]))
                if random.below(2) == 0 {
                    let observations = Self.observations(&random)
                    guard
                        let vintage = try store.importObservations(observations, recordedAt: clock, origin: "t").vintage
                    else { continue }
                    answers.append((vintage.recordedAt, try Answer(store, asOf: nil)))
                } else {
                    let run = try store.commit(Self.run(&random).0, recordedAt: clock).run
                    answers.append((run.recordedAt, try Answer(store, asOf: nil)))
                }
            }
            let known = random.below(answers.count)
            let now = answers[known].time.adding(microseconds: random.pick([0, 1, 500_000]))
            for run in try store.runs(limit: 1000) where run.recordedAt > now {
                aside.append((run, try store.scores(of: run), try Self.histories(store, run)))
            }
            let before = try (store.observations(), store.vintages(limit: 1000), store.epoch())
            let future = before.1.count { $0.recordedAt > now }
            let rehearsed = try store.repairClock(at: now, by: nil, isRehearsal: true)
            #expect(try store.vintages(limit: 1000) == before.1)
            let repair = try store.repairClock(at: now, by: nil)
            #expect(repair == rehearsed)
            #expect(repair?.imports == (known + 1 < answers.count ? future : nil))
            #expect(try store.epoch() == before.2 + (repair == nil ? 0 : 1))
            #expect(try store.repairClock(at: now.adding(seconds: 1), by: nil) == nil)
            for (time, answer) in answers where time <= now { #expect(try Answer(store, asOf: time) == answer) }
            // Nothing is lost, and the order is the same.
            #expect(try store.observations() == before.0)
            let after = try store.vintages(limit: 1000)
            #expect(after.map(\.id) == before.1.map(\.id))
            #expect(zip(after, after.dropFirst()).allSatisfy { $0.recordedAt > $1.recordedAt })
            #expect(after.allSatisfy { $0.recordedAt <= now.adding(microseconds: 1000) })
            #expect(after.count { $0.firstRecordedAt != nil } >= future)
            #expect(try store.lastRun()?.recordedAt ?? now <= now)
            // What follows goes on from there, and a restart finds it so.
            store.close()
            store = try Store(opening: directory.database)
            let next = try store.commit(Self.run(&random).0, recordedAt: now.adding(seconds: 1)).run
            #expect(try next.id > store.runsSetAside(limit: 1).first?.id ?? 0)
            #expect(try store.lastRun() == next)
            for (time, answer) in answers where time <= now { #expect(try Answer(store, asOf: time) == answer) }
            #expect(try store.violations == [], "round \(round)")
            clock = now.adding(seconds: 2)
        }
        #expect(try store.runsSetAside(limit: 1000).count == aside.count)
        for (run, table, histories) in aside {
            let found = try #require(try store.run(run.id))
            #expect(found.setAside != nil)
            #expect(try store.scores(of: found).scores == table.scores)
            #expect(try Self.histories(store, found) == histories)
        }
    }

    private static func histories(_ store: Store, _ run: Run) throws -> [[HistoryPoint]] {
        try ScoreSeries.all.map { try store.history(of: $0, as: run, limit: .max).points }
    }

    private static let periods = (600..<640).map { Period.month($0) }

    private static func observations(_ random: inout SplitMix) -> [Observation] {
        var seen: Set<[String]> = []
        var result: [Observation] = []
        for _ in 0..<random.below(30) {
            let series = SeriesKey(
                indicator: random.pick(["trade", "arms"]),
                power: random.pick([nil, "CHN", "RUS"]),
                country: random.pick([nil, "KAZ", "UZB"]),
                reporter: random.pick(["", "UN", "IMF"])
            )
            let period = random.pick(Array(periods.prefix(4)))
            let key = [series.indicator.text, series.power?.text ?? "", series.country?.text ?? "", series.reporter]
            guard seen.insert(key + [period.description]).inserted else { continue }
            let status = random.pick([ObservationStatus.normal, .normal, .provisional, .missing])
            result.append(
                Observation(
                    series: series,
                    period: period,
                    value: status.hasValue ? random.pick([0, 1, 1.5, -2]) : nil,
                    unit: random.pick(["", "USD"]),
                    status: status,
                    released: random.pick([nil, Day(clamping: 19_000), Day(clamping: 19_001), Day(clamping: 19_300)]),
                    source: "source",
                    note: random.pick(["", "", "a note"])
                )
            )
        }
        return result
    }

    private static func run(_ random: inout SplitMix) -> (RunCommit, [Ledger.ScoreKey: Score]) {
        let first = random.below(3)
        let months = Array(periods[first..<first + 1 + random.below(36)])
        let series = Array(ScoreSeries.all.prefix(1 + random.below(4)))
        // Mostly the same scores again, so that some runs change nothing and some a little.
        let base = random.below(2)
        let spice = random.pick([0, 0, 1, 20])
        var scores: [Ledger.ScoreKey: Score] = [:]
        for one in series {
            for month in months {
                let value: Double? = spice > 0 && random.below(100) < spice ? random.pick([nil, 7, 8]) : Double(base)
                scores[Ledger.ScoreKey(series: one, period: month)] = Score(value: value, coverage: 1, confidence: 0.5)
            }
        }
        var commit = RunCommit.of(random.pick(["a", "b"]), periods: months, series: series) { _, _ in nil }
        let copy = scores
        commit.grids = [
            ScoreGrid(series: series, periods: months) { position, period in
                copy[Ledger.ScoreKey(series: series[position], period: months[period])]
                    ?? Score(value: nil, coverage: 0, confidence: 0)
            }
        ]
        return (commit, scores)
    }
}

/// Everything that a client could ask at one time.
private struct Answer: Equatable {
    let observations: [Observation]
    let versions: [StoredObservation]
    let series: [ObservationSeries]
    let vintages: [Vintage]
    let runs: [Int64]
    let latest: [StoredScore]?
    let first: [StoredScore]?
    let histories: [[HistoryPoint]]

    init(_ store: Store, asOf: Instant?) throws {
        observations = try Array(store.observations(asOf: asOf))
        versions = try store.observationPage(asOf: asOf, vintages: .all, limit: .max).observations
        series = try store.observationSeries(asOf: asOf)
        vintages = try store.vintages(asOf: asOf, limit: 1000)
        runs = try store.runs(asOf: asOf, limit: 1000).map(\.id)
        latest = try store.scores(asOf: asOf)?.scores
        first = try store.scores(period: .exactly(.month(602)), asOf: asOf)?.scores
        histories = try [HistoryView.revised, .live, .all].flatMap { view in
            try ScoreSeries.all.map { try store.history(of: $0, view: view, asOf: asOf, limit: .max)?.points ?? [] }
        }
    }
}

/// The naive bitemporal reference: a list, searched from the end.
private struct Ledger {
    struct ScoreKey: Hashable {
        let series: ScoreSeries
        let period: Period
    }

    private struct Key: Hashable {
        let series: SeriesKey
        let period: Period
    }

    /// One thing that was ever said of an observation.
    private final class Edition {
        let time: Instant
        let observation: Observation
        var texts: [(time: Instant, source: String, note: String)] = []
        var withdrawals: [(time: Instant, isWithdrawn: Bool)] = []

        init(_ time: Instant, _ observation: Observation) {
            self.time = time
            self.observation = observation
        }

        func isWithdrawn(asOf time: Instant) -> Bool {
            withdrawals.last { $0.time <= time }?.isWithdrawn ?? false
        }

        func shown(asOf time: Instant) -> Observation {
            var shown = observation
            if let last = texts.last(where: { $0.time <= time }) {
                (shown.source, shown.note) = (last.source, last.note)
            }
            return shown
        }
    }

    /// By observation, in the order of arrival.
    private var editions: [Key: [Edition]] = [:]
    private var scores: [(run: Run, key: ScoreKey, score: Score)] = []
    private static let present = Instant(microseconds: .max)

    /// Among dated editions the latest release, of equal ones the later arrival; among undated ones the later arrival;
    /// between those two the later arrival.
    private static func inForce(_ editions: [Edition], asOf time: Instant = present) -> Int? {
        let known = editions.indices.filter { editions[$0].time <= time && !editions[$0].isWithdrawn(asOf: time) }
        let dated = known.filter { editions[$0].observation.released != nil }
        let latest = dated.compactMap { editions[$0].observation.released }.max()
        let candidates = [
            dated.last { editions[$0].observation.released == latest },
            known.last { editions[$0].observation.released == nil },
        ]
        return candidates.compactMap { $0 }.max()
    }

    private static func isSame(_ left: Observation, _ right: Observation) -> Bool {
        left.value == right.value && left.status == right.status && left.unit == right.unit
            && left.released == right.released
    }

    /// - Returns: how many were added, revised and annotated.
    mutating func add(_ new: [Observation], at time: Instant) -> [Int] {
        var counts = [0, 0, 0]
        for observation in new {
            let key = Key(series: observation.series, period: observation.period)
            let known = editions[key] ?? []
            let current = Self.inForce(known)
            if let current, Self.isSame(known[current].observation, observation) {
                let shown = known[current].shown(asOf: Self.present)
                guard shown.source != observation.source || shown.note != observation.note else { continue }
                known[current].texts.append((time, observation.source, observation.note))
                counts[2] += 1
                continue
            }
            let all = known + [Edition(time, observation)]
            if Self.inForce(all) != all.count - 1,
                let same = known.last(where: {
                    !$0.isWithdrawn(asOf: Self.present) && $0.observation.released == observation.released
                }), Self.isSame(same.observation, observation)
            {
                continue
            }
            counts[current == nil ? 0 : 1] += 1
            editions[key] = all
        }
        return counts
    }

    /// - Parameter undone: the time of the vintage that is withdrawn.
    /// - Returns: how many observations and texts were replaced since.
    mutating func undo(_ undone: Instant, at time: Instant) -> Int {
        var replaced = 0
        for all in editions.values {
            // What is withdrawn first must not decide about what comes after it.
            let before = all.map { $0.withdrawals }
            for (place, edition) in all.enumerated() {
                if edition.time == undone, !edition.isWithdrawn(asOf: Self.present) {
                    if let current = Self.inForce(all), current > place {
                        replaced += 1
                    } else {
                        edition.withdrawals.append((time, true))
                    }
                } else if before[place].contains(where: { $0.time == undone }) {
                    let isNewer = all.contains { $0.time > undone && !$0.isWithdrawn(asOf: Self.present) }
                    if before[place].last?.time != undone || isNewer {
                        replaced += 1
                    } else {
                        edition.withdrawals.append((time, !edition.isWithdrawn(asOf: Self.present)))
                    }
                }
                if edition.texts.contains(where: { $0.time == undone }) {
                    if edition.texts.last?.time != undone {
                        replaced += 1
                    } else {
                        let last = edition.texts.last { $0.time < undone }
                        let source = last?.source ?? edition.observation.source
                        edition.texts.append((time, source, last?.note ?? edition.observation.note))
                    }
                }
            }
        }
        return replaced
    }

    mutating func add(_ new: [ScoreKey: Score], model: String, _ run: Run) -> Int {
        let known = latestScores(model: model, asOf: nil)
        var changed = 0
        for (key, score) in new where known[key]?.score != score {
            changed += 1
            scores.append((run, key, score))
        }
        return changed
    }

    private func latest(asOf time: Instant) -> [Observation] {
        editions.values.compactMap { all in Self.inForce(all, asOf: time).map { all[$0].shown(asOf: time) } }
    }

    private func latestScores(model: String, asOf: Instant?) -> [ScoreKey: (score: Score, run: Int64)] {
        var result: [ScoreKey: (score: Score, run: Int64)] = [:]
        for (run, key, score) in scores where run.modelHash == model && asOf.map({ run.recordedAt <= $0 }) ?? true {
            result[key] = (score, run.id)
        }
        return result
    }

    func check(_ answer: Answer, asOf time: Instant) throws {
        #expect(Set(answer.observations) == Set(latest(asOf: time)))
        #expect(answer.observations.count == latest(asOf: time).count)
        let versions = editions.values.flatMap { $0 }.filter { $0.time <= time }
        #expect(Set(answer.versions.map(\.observation)) == Set(versions.map { $0.shown(asOf: time) }))
        #expect(answer.versions.filter(\.isInForce).map(\.observation) == answer.observations)
        #expect(answer.versions.count == versions.count)
        guard let runID = answer.runs.first else { return }
        guard let run = scores.last(where: { $0.run.id == runID })?.run else {
            // The run changed nothing; what it answers is checked against the answer given then.
            return
        }
        let known = latestScores(model: run.modelHash, asOf: time)
        for stored in answer.latest ?? [] {
            let expected = known[ScoreKey(series: stored.series, period: run.gridThrough)]
            #expect(stored.score == expected?.score)
            #expect(stored.run == expected?.run)
        }
        #expect((answer.latest ?? []).count == known.keys.filter { $0.period == run.gridThrough }.count)
        for (series, points) in zip(ScoreSeries.all, answer.histories) {
            let expected = known.filter { $0.key.series == series }.sorted { $0.key.period < $1.key.period }
            #expect(points.map(\.period) == expected.map(\.key.period))
            #expect(points.map(\.score) == expected.map(\.value.score))
            #expect(points.map(\.run) == expected.map(\.value.run))
        }
    }
}
