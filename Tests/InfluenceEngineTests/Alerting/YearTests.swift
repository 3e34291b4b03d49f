import Foundation
import InfluenceAlerts
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine

/// A year of hourly runs over the bundled model and data, in simulated time, against an evaluator that shares no code with
/// the daemon's: it reads what the store says afterwards, and searches each series' whole year for what was to be told.
@Suite(.timeLimit(.minutes(20))) struct YearTests {
    private static let rules = """
        defaults: {max_coverage_change: off, flap_limit: off}
        rules:
          - {id: trade, kind: overtake, by: CHN, of: RUS, node: trade_share, in: shares, margin: 0.5}
          - {id: economy, kind: overtake, by: CHN, of: RUS, node: economic, margin: 1, keep_firing_for: 3d, repeat_interval: 10d}
          - {id: level, kind: threshold, node: economic, power: [CHN, RUS], above: 35, clear: 33, for: 36h}
          - {id: low, kind: threshold, node: trade_share, power: [CHN, RUS], country: [KAZ, KGZ], below: 30, on_no_data: resolve}
          - {id: jump, kind: change, node: economic, power: CHN, by: 2.5, window: P12M, clear: 1.5, repeat_interval: 20d}
          - {id: twice, kind: threshold, node: trade_share, power: CHN, above: 20, periods: 2, clear: 20}
          - {id: first, kind: rank, node: trade_share, power: [CHN, RUS], to: 1}
          - {id: needs, kind: measure, measure: dependency, power: [CHN, RUS], above: 0.3, keep_firing_for: 2h}
          - {id: old, kind: stale, indicator: trade_turnover, after: P6M, startup: arm}

        """

    @Test func `Exactly what a slow reference expects is told, at the very hour`() async throws {
        let text = try String(contentsOfFile: Repository.path("Config/models/central-asia.yaml"), encoding: .utf8)
        // Months that no rule looks at cost time only.
        let model = text.replacing("from: 2000-01}", with: "from: 2022-06}").replacing(
            "replications: 1000",
            with: "replications: 0"
        )
        try #require(model != text)
        var trial = try Trial(model: model, alerts: Self.rules, at: "2024-01-01T00:30:00Z")
        var instalments = try Instalments()
        var hours: [Instant] = []
        _ = try await trial.engine.importObservations(instalments.next(), origin: "0", partial: false)
        for hour in 0..<8760 {
            trial.clock.set(to: try instant("2024-01-01T00:30:00Z").adding(seconds: hour * 3600))
            if hour > 0, hour % 438 == 0 {
                _ = try await trial.engine.importObservations(instalments.next(), origin: "\(hour)", partial: false)
            }
            try await trial.engine.recompute(.schedule)
            // Other tests wait for one of the pool's few threads meanwhile.
            await Task.yield()
            hours.append(trial.clock.now())
            // A restart now and then: it tells nothing by itself and forgets nothing.
            if hour % 3000 == 2999 {
                let (folder, now) = (trial.folder, trial.clock.now().description)
                trial.store.close()
                trial = try Trial(model: model, alerts: Self.rules, at: now, in: folder)
            }
        }

        let plan = try RuleFile.read(
            Self.rules,
            name: "r",
            model: trial.status.loaded.model,
            feeds: []
        )
        let reference = try ReferenceYear(trial.store, trial.status.loaded.model, hours)
        var expected: [String] = []
        for rule in plan.rules {
            for subject in rule.subjects(in: trial.status.loaded.model) {
                for told in reference.told(rule, subject) { expected.append(told) }
            }
        }
        let events = try trial.store.alertEvents(limit: 100_000)
        let told = events.map {
            "\($0.at) \($0.key) \($0.kind.rawValue) \($0.value.map { "\($0)" } ?? "-")"
        }
        #expect(told.sorted() == expected.sorted())
        // Otherwise all this would prove little.
        for kind in [AlertEventKind.firing, .resolved, .repeat, .noData] {
            #expect(events.count { $0.kind == kind } >= 5, "\(kind): \(events.count { $0.kind == kind })")
        }
        for rule in plan.rules { #expect(events.contains { $0.key.rule == rule.id }, "\(rule.id)") }
        #expect(try trial.store.runs(limit: 1000).count >= 30)
    }
}

/// The bundled observations in instalments: those up to 2021 first, then the others, then figures that change and go.
private struct Instalments {
    private let header: String
    private var rows: [String]
    private var number = 0
    private var random = SplitMix(5)

    init() throws {
        let text = try String(contentsOfFile: Repository.path("Config/data/central-asia.csv"), encoding: .utf8)
        var lines = text.split(separator: "\n").map(String.init)
        header = lines.removeFirst()
        // In the year that is played here some of them are not released yet.
        rows = lines.map { line in
            var parts = line.split(separator: ",", omittingEmptySubsequences: false)
            parts[8] = ""
            return parts.joined(separator: ",")
        }
    }

    private func fields(_ row: String) -> [Substring] { row.split(separator: ",", omittingEmptySubsequences: false) }

    mutating func next() -> [UInt8] {
        defer { number += 1 }
        let years = ["2021", "2022", "2023"]
        let chosen: [String]
        if number < years.count {
            chosen = rows.filter { fields($0)[3].prefix(4) <= years[number] }
        } else {
            // Trade of the newest year moves by up to half, and goes missing here and there.
            chosen = rows.compactMap { row in
                var parts = fields(row).map(String.init)
                guard parts[0] == "trade_turnover", parts[3] == "2023", ["CHN", "RUS"].contains(parts[1]),
                    let value = Double(parts[4]), random.chance(0.7)
                else { return nil }
                if random.chance(0.2) {
                    parts[4] = ""
                    parts[6] = "M"
                } else {
                    parts[4] = "\((value * Double.random(in: 0.5...1.5, using: &random)).rounded())"
                }
                return parts.joined(separator: ",")
            }
        }
        return Array((header + "\n" + chosen.joined(separator: "\n") + "\n").utf8)
    }
}

/// What the year was to tell, read from the store.
private struct ReferenceYear {
    private let model: Model
    private let hours: [Instant]
    private let runs: [Run]
    /// By run and series: the scores of all periods.
    private var scores: [[ScoreSeries: [Period: Score]]] = []
    private var observations: [[Observation]] = []

    init(_ store: Store, _ model: Model, _ hours: [Instant]) throws {
        self.model = model
        self.hours = hours
        runs = try store.runs(limit: 100_000).reversed()
        let nodes: [NodeID] = [
            "economic", "trade_share", "measure.overtaking_gap.trade_share", "measure.dependency",
        ]
        for run in runs {
            var known: [ScoreSeries: [Period: Score]] = [:]
            for series in try store.scoreSeries(matching: ScoreFilter(nodes: nodes), asOf: run.recordedAt) {
                let page = try store.history(of: series, asOf: run.recordedAt)
                known[series] = Dictionary(
                    uniqueKeysWithValues: (page?.points ?? []).map { ($0.period, $0.score) }
                )
            }
            scores.append(known)
            observations.append(
                try run.inputsKnownAt.map { try store.observations(asOf: $0) }?.filter {
                    $0.series.indicator == "trade_turnover" && $0.status.hasValue
                } ?? []
            )
        }
    }

    func told(_ rule: Rule, _ subject: AlertSubject) -> [String] {
        var run = 0
        var looks: [Look] = []
        var values: [Double?] = []
        var seen: (value: Double, verdict: Verdict)?
        var period: Period?
        var isSeen = false
        for hour in hours {
            // The run at the hour is recorded a moment after it.
            while run + 1 < runs.count, runs[run + 1].recordedAt.seconds <= hour.seconds {
                (run, isSeen) = (run + 1, false)
            }
            if !isSeen { period = newest(subject, run) }
            if !isSeen || rule.id == "old" { seen = see(rule, subject, run, hour, period) }
            isSeen = true
            values.append(seen?.value)
            looks.append(Look(at: hour, verdict: seen?.verdict, dataPeriod: period))
        }
        return ReferenceAlert(looks: looks, timing: rule.timing).told().map { told in
            let value = values[told.look].map { "\($0)" } ?? "-"
            return "\(hours[told.look]) \(AlertKey(rule: rule.id, subject: subject)) \(told.kind.rawValue) \(value)"
        }
    }

    private func newest(_ subject: AlertSubject, _ run: Int) -> Period? {
        // Of those that the share is read from.
        let reporters = subject.country.flatMap { model.indicator("trade_share")?.reporters?[$0] }
        return observations[run].filter {
            reporters?.contains($0.series.reporter) ?? true && !model.notScored.contains($0.status)
                && $0.series.country == subject.country && (subject.power == nil || $0.series.power == subject.power)
                && $0.period.end <= runs[run].gridThrough.end
        }.map(\.period).max { $0.end < $1.end }
    }

    private func score(_ node: NodeID, _ power: PowerID, _ country: CountryID, _ run: Int, monthsAgo: Int = 0)
        -> Double?
    {
        let now = runs[run].gridThrough
        let period = Frequency.month.period(containing: now.start.adding(months: -monthsAgo))
        return scores[run][ScoreSeries(node: node, power: power, country: country)]?[period]?.value
    }

    /// The rule's figure and verdict, as the comments of the rules above say them.
    private func see(_ rule: Rule, _ subject: AlertSubject, _ run: Int, _ hour: Instant, _ newest: Period?) -> (
        Double, Verdict
    )? {
        guard let country = subject.country else { return nil }
        let power = subject.power ?? ""
        func judged(_ value: Double?, _ isMet: (Double) -> Bool, _ isLeft: (Double) -> Bool) -> (Double, Verdict)? {
            value.map { ($0, isMet($0) ? .met : isLeft($0) ? .left : .between) }
        }
        switch rule.id {
        case "trade":
            return judged(
                score("measure.overtaking_gap.trade_share", "RUS+CHN", country, run),
                { $0 >= 0.5 },
                { $0 < -0.5 }
            )
        case "economy":
            guard let china = score("economic", "CHN", country, run),
                let russia = score("economic", "RUS", country, run)
            else { return nil }
            return judged(china - russia, { $0 >= 1 }, { $0 < -1 })
        case "level": return judged(score("economic", power, country, run), { $0 > 35 }, { $0 <= 33 })
        case "low": return judged(score("trade_share", power, country, run), { $0 < 30 }, { $0 >= 31 })
        case "jump":
            guard let now = score("economic", power, country, run),
                let then = score("economic", power, country, run, monthsAgo: 12)
            else { return nil }
            return judged(now - then, { abs($0) >= 2.5 }, { abs($0) < 1.5 })
        case "twice": return judged(score("trade_share", power, country, run), { $0 > 20 }, { $0 <= 20 })
        case "first":
            guard let own = score("trade_share", power, country, run) else { return nil }
            let above = model.powers.count { (score("trade_share", $0.id, country, run) ?? -1) > own }
            return judged(Double(above + 1), { $0 == 1 }, { $0 != 1 })
        case "needs": return judged(score("measure.dependency", power, country, run), { $0 > 0.3 }, { $0 <= 0.29 })
        case "old":
            guard let period = newest else { return nil }
            let isOld = period.end.adding(months: 6) < hour.day
            return (Double(hour.day.number - period.end.number), isOld ? .met : .left)
        default: return nil
        }
    }
}
