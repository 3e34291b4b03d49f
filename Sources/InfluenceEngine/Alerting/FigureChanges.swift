import InfluenceAlerts
import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// What stands behind the figures of one evaluation, and what breaks of series did to them since the one before. Found once
/// for all rules that ask, from one reading of what the evaluation before knew, and of that only where somebody asks.
final class FigureChanges: Remembering {
    private let evidence: Evidence
    private let period: Period
    /// What the evaluation before saw; `nil` where it saw the same.
    private let before: Before?
    private var broken: [Question: BrokenChange?] = [:]
    private var exchanged: [Question: Double] = [:]
    private var knownStatuses: [Question: [ObservationStatus]] = [:]
    private var spans: [Question: DataSpan?] = [:]
    private var errors: [NodeID: [CountryID: [Observation]]] = [:]
    private var looks: [Instant: StoredRun?] = [:]
    private var previousSpans: [Question: DataSpan?] = [:]
    private var putRight: ComputedSource??

    private struct Before {
        /// In the hands of whoever asks. It may be the run that keeps this, or keep what another evaluation made of this one.
        weak var run: StoredRun?
        let period: Period
    }

    private struct Question: Hashable {
        let node: NodeID
        let power: PowerID
        let country: CountryID
        var since: Period?
    }

    init(_ evidence: Evidence, at period: Period, after before: (run: StoredRun, period: Period)?) {
        self.evidence = evidence
        self.period = period
        self.before = before.map { Before(run: $0.run, period: $0.period) }
    }

    func are(of period: Period, after before: (run: StoredRun, period: Period)?) -> Bool {
        period == self.period && before?.run === self.before?.run && before?.period == self.before?.period
    }

    /// What the evaluation before knew; `nil` where that cannot be read, too: the run says so.
    private func earlier() -> (evidence: Evidence, period: Period)? {
        guard let before, let run = before.run else { return nil }
        return run.attempt { try run.evidence() }.map { ($0, before.period) }
    }

    func broken(_ node: NodeID, _ dyad: Dyad, since earlier: Period?) -> BrokenChange? {
        recall(Question(node: node, power: dyad.power, country: dyad.country, since: earlier), \.broken) {
            if let earlier { return evidence.brokenChange(of: node, dyad, from: earlier, to: period) }
            return self.earlier().flatMap {
                evidence.brokenChange(of: node, dyad, from: $0.period, in: $0.evidence, to: period)
            }
        }
    }

    /// See ``AlertSource/exchanged(_:_:_:since:)``; nothing where nothing is news.
    func exchanged(_ node: NodeID, _ dyad: Dyad, since earlier: Period?) -> Double {
        recall(Question(node: node, power: dyad.power, country: dyad.country, since: earlier), \.exchanged) {
            if let earlier { return evidence.exchanged(of: node, dyad, from: earlier, to: period) }
            return self.earlier().map {
                evidence.exchanged(of: node, dyad, from: $0.period, in: $0.evidence, to: period)
            } ?? 0
        }
    }

    /// The errors that were put right beneath a node or measure in a country; `nil` where none was, and where the model was
    /// another one when they became known: what was seen then is not compared.
    /// - Parameter present: What is seen now, after another run than the one before.
    func corrections(
        beneath node: NodeID,
        in country: CountryID,
        present: @escaping (_ after: StoredRun) -> (any AlertSource)?
    ) -> Corrections? {
        let errors = errors(beneath: node, in: country)
        guard !errors.isEmpty, let before, let run = before.run, let putRight = seenPutRight() else { return nil }
        let since = Set(
            errors.prefix(Self.mostErrors).compactMap { error in run.attempt { try run.wrongSince(error) } ?? nil }
        )
        var looks: [Corrections.Look] = []
        for moment in since.sorted(by: >).prefix(Self.mostLooks) {
            let seen = seen(before: moment)
            if let seen, seen.run.modelHash != run.run.modelHash { return nil }
            looks.append(
                Corrections.Look(
                    until: moment,
                    source: seen.map { StoredSource($0, at: $0.run.gridThrough, feeds: [:]) },
                    present: { seen.flatMap(present) }
                )
            )
        }
        guard !looks.isEmpty else { return nil }
        return Corrections(
            before: StoredSource(run, at: before.period, feeds: [:]),
            putRight: putRight,
            earlier: looks
        )
    }

    /// As many of a file's errors are looked up, and as many evaluations of the past looked at.
    private static let mostErrors = 256
    private static let mostLooks = 4

    private func errors(beneath node: NodeID, in country: CountryID) -> [Observation] {
        if let known = errors[node]?[country] { return known }
        let found = earlier().map { evidence.errorsPutRight(beneath: node, in: country, since: $0.evidence) } ?? []
        errors[node, default: [:]][country] = found
        return found
    }

    /// What the evaluation before would have seen with errors put right, whatever errors and whoever asks.
    private func seenPutRight() -> ComputedSource? {
        if let putRight { return putRight }
        guard let run = before?.run, let earlier = earlier() else { return nil }
        // What cannot be scored so says nothing; what is known besides has been scored.
        let results = try? RunContent.Results(
            of: run.model,
            panel: evidence.corrections(of: earlier.evidence),
            periods: run.model.grid.periods(through: period.end),
            threads: run.threads
        )
        let found = results.flatMap { ComputedSource($0, model: run.model, feeds: [:], threads: run.threads) }
        putRight = .some(found)
        return found
    }

    /// The last run before a moment; `nil` where there was none.
    private func seen(before moment: Instant) -> StoredRun? {
        recall(moment, \.looks) {
            before?.run.flatMap { run in run.attempt { try run.last(before: moment) } ?? nil }
        }
    }

    func breaks(_ node: NodeID, _ dyad: Dyad, since earlier: Period) -> [SeriesBreak] {
        evidence.breaksAmong(node, dyad, figuresOf: earlier, period)
    }

    func brokenShares(
        _ indicator: NodeID,
        _ first: PowerID,
        _ second: PowerID,
        in country: CountryID
    ) throws -> [SeriesBreak] {
        guard let before = earlier() else { return [] }
        return try evidence.breaks(
            ofShares: indicator,
            PowerPair(first, second),
            in: country,
            from: before.period,
            in: before.evidence,
            to: period
        )
    }

    func brokenMeasure(_ measure: NodeID, _ power: PowerID, in country: CountryID) throws -> [SeriesBreak] {
        guard let before = earlier() else { return [] }
        return try evidence.breaks(
            ofMeasure: measure,
            power,
            in: country,
            from: before.period,
            in: before.evidence,
            to: period
        )
    }

    func statuses(_ node: NodeID, _ power: PowerID, in country: CountryID) -> [ObservationStatus] {
        recall(Question(node: node, power: power, country: country), \.knownStatuses) {
            evidence.statuses(ofFigure: node, power, in: country, at: period)
        }
    }

    func dataSpan(_ node: NodeID, _ power: PowerID, in country: CountryID) -> DataSpan? {
        recall(Question(node: node, power: power, country: country), \.spans) {
            evidence.dataSpan(ofFigure: node, power, in: country, at: period)
        }
    }

    func previousDataSpan(_ node: NodeID, _ power: PowerID, in country: CountryID) -> DataSpan? {
        // Nothing was news: the figure before is the present one.
        guard before != nil else { return dataSpan(node, power, in: country) }
        return recall(Question(node: node, power: power, country: country), \.previousSpans) {
            earlier().flatMap { $0.evidence.dataSpan(ofFigure: node, power, in: country, at: $0.period) }
        }
    }
}
