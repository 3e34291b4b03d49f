import InfluenceControl
import InfluenceEngine
import InfluenceReading
package import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// The types of the interfaces as JSON, field by field as the .varlink files name them.
package enum Document {
    static func run(_ run: Run) -> IndexInterface.Run {
        IndexInterface.Run(
            run: run.id,
            computedAt: time(run.recordedAt),
            reason: run.reason.rawValue,
            model: run.modelHash,
            input: run.inputHash,
            editions: run.editions?.text,
            software: run.software.isEmpty ? nil : run.software,
            period: run.gridThrough.description,
            changed: Int64(run.changed),
            durationSeconds: Double(run.duration) / 1e6,
            heartbeats: Int64(run.heartbeats?.count ?? 0),
            lastHeartbeatAt: time(run.heartbeats?.last),
            setAside: run.setAside != nil
        )
    }

    /// Values that cannot be computed, each node of a dyad once.
    static func undefined(_ absent: AbsentCells?) -> [IndexInterface.UndefinedValue] {
        (absent?.items ?? []).map { item in
            IndexInterface.UndefinedValue(
                country: item.dyad.country.text,
                power: item.dyad.power.text,
                node: item.node.text,
                since: item.since.description,
                period: item.last.description,
                periods: Int64(item.count),
                reason: item.absence.advice
            )
        }
    }

    static func lapse(_ lapse: Lapse) -> IndexInterface.Lapse {
        IndexInterface.Lapse(
            country: lapse.dyad.country.text,
            power: lapse.dyad.power.text,
            node: lapse.node.text,
            period: lapse.period.description,
            indicators: lapse.leaves.map(\.text)
        )
    }

    static func score(
        _ stored: StoredScore,
        _ standing: PowerStanding,
        period: Period,
        model: Model,
        facts: FigureFacts.Facts? = nil
    ) -> IndexInterface.Score {
        let interval = stored.interval
        return IndexInterface.Score(
            country: stored.series.country.text,
            power: stored.series.power.text,
            node: stored.series.node.text,
            period: period.description,
            value: stored.score.value,
            low: interval?.low,
            high: interval?.high,
            rank: standing.rank.map { Int64($0) },
            share: standing.share,
            coverage: stored.score.coverage,
            confidence: stored.score.confidence,
            run: stored.run,
            computedAt: time(stored.recordedAt),
            median: interval?.median,
            rankLow: interval.map { Int64($0.rankLow) },
            rankHigh: interval.map { Int64($0.rankHigh) },
            rankStable: interval?.isRankStable,
            inputLow: interval?.inputLow,
            inputHigh: interval?.inputHigh,
            label: label(stored.series.node, stored.series.power, stored.score.value, model),
            dataFrom: facts?.span?.from.description,
            dataTo: facts?.span?.to.description,
            flags: facts?.statuses.map(\.rawValue),
            breaks: facts.map { breaks($0.breaks) }
        )
    }

    static func point(
        _ point: HistoryPoint,
        of series: ScoreSeries,
        model: Model,
        facts: FigureFacts.Facts?
    ) -> IndexInterface.Point {
        let interval = point.interval
        return IndexInterface.Point(
            period: point.period.description,
            value: point.score.value,
            low: interval?.low,
            high: interval?.high,
            coverage: point.score.coverage,
            confidence: point.score.confidence,
            run: point.run,
            computedAt: time(point.recordedAt),
            median: interval?.median,
            rankLow: interval.map { Int64($0.rankLow) },
            rankHigh: interval.map { Int64($0.rankHigh) },
            rankStable: interval?.isRankStable,
            inputLow: interval?.inputLow,
            inputHigh: interval?.inputHigh,
            label: label(series.node, series.power, point.score.value, model),
            dataFrom: facts?.span?.from.description,
            dataTo: facts?.span?.to.description,
            flags: facts?.statuses.map(\.rawValue),
            breaks: facts.map { breaks($0.breaks) }
        )
    }

    /// What a value of a measure of states is the code of; null for every other one.
    static func label(_ node: NodeID, _ power: PowerID, _ value: Double?, _ model: Model) -> String? {
        guard let value, let (measure, _) = Measure.read(node) else { return nil }
        return measure.label(value, pair: PowerPair(power), plan: model.measures)
    }

    static func observation(_ observation: Observation, recordedAt: Instant, isInForce: Bool = true)
        -> IndexInterface.Observation
    {
        IndexInterface.Observation(
            indicator: observation.series.indicator.text,
            power: observation.series.power?.text,
            country: observation.series.country?.text,
            period: observation.period.description,
            value: observation.value,
            unit: observation.unit,
            status: observation.status.rawValue,
            reporter: observation.series.reporter,
            released: observation.released?.description,
            source: observation.source,
            note: observation.note,
            recordedAt: time(recordedAt),
            inForce: isInForce
        )
    }

    static func vintage(_ vintage: Vintage) -> IndexInterface.Import {
        func text(_ text: String) -> String? { text.isEmpty ? nil : text }
        return IndexInterface.Import(
            vintage: vintage.id,
            recordedAt: time(vintage.recordedAt),
            origin: vintage.origin,
            added: Int64(vintage.added),
            revised: Int64(vintage.revised),
            withdrawn: Int64(vintage.withdrawn),
            annotated: Int64(vintage.annotated),
            warnings: Int64(vintage.warnings),
            undoes: vintage.undoes,
            user: vintage.by.user?.name,
            author: text(vintage.by.name),
            comment: text(vintage.by.comment),
            firstRecordedAt: time(vintage.firstRecordedAt)
        )
    }

    static func warnings(_ warnings: ImportWarnings) -> [AdminInterface.ImportWarning] {
        warnings.groups.map { group in
            AdminInterface.ImportWarning(
                kind: .init(group.kind.rawValue),
                message: group.message,
                count: Int64(group.count),
                lines: group.lines.map { Int64($0) }
            )
        }
    }

    static func effect(_ effect: ImportEffect) -> AdminInterface.ImportEffect {
        AdminInterface.ImportEffect(
            input: effect.inputHash,
            changed: Int64(effect.changed),
            scores: effect.scores.map { score in
                AdminInterface.ScoreEffect(
                    country: score.country.text,
                    power: score.power.text,
                    node: score.node.text,
                    period: score.period.description,
                    periods: Int64(score.periods),
                    from: score.before,
                    to: score.after,
                    rankFrom: score.rankBefore.map { Int64($0) },
                    rankTo: score.rankAfter.map { Int64($0) }
                )
            },
            leaders: effect.leaders.map { leader in
                AdminInterface.LeaderEffect(
                    country: leader.country.text,
                    node: leader.node.text,
                    period: leader.period.description,
                    from: leader.before?.text,
                    to: leader.after?.text
                )
            },
            alertCount: Int64(effect.alertCount),
            alerts: effect.alerts.map { alert in
                let subject = alert.key.subject
                return AdminInterface.AlertEffect(
                    kind: alert.kind,
                    rule: alert.key.rule,
                    subject: subject.description,
                    country: subject.country?.text,
                    power: subject.power?.text,
                    counterpart: subject.counterpart?.text,
                    node: subject.node?.text,
                    feed: subject.feed,
                    severity: .init(alert.severity.rawValue),
                    summary: alert.summary,
                    reason: alert.reason
                )
            }
        )
    }

    static func problems(_ errors: [ObservationError]) -> [AdminInterface.Problem] {
        errors.map { error in
            AdminInterface.Problem(
                line: Int64(error.line),
                column: Int64(error.column),
                reason: error.message
            )
        }
    }

    static func freshness(_ freshness: Freshness) -> String {
        switch freshness {
        case .fresh: "fresh"
        case .aging: "aging"
        case .stale: "stale"
        case .expired: "expired"
        case .missing: "missing"
        case .notApplicable: "not_applicable"
        case .imputed: "imputed"
        case .undefined: "undefined"
        }
    }

    package static func time(_ instant: Instant) -> String { instant.description }

    static func time(_ instant: Instant?) -> String? { instant?.description }
}
