import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceReading
import InfluenceStore

extension Document {
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
}
