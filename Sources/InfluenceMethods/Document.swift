package import InfluenceControl
import InfluenceEngine
import InfluenceReading
package import InfluenceModel
import InfluenceScoring
import InfluenceStore

/// The types of the interfaces as JSON, field by field as the .varlink files name them.
package enum Document {
    static func run(_ run: Run) -> JSONValue {
        [
            "run": .integer(run.id),
            "computed_at": time(run.recordedAt),
            "reason": .string(run.reason.rawValue),
            "model": .string(run.modelHash),
            "input": .string(run.inputHash),
            "editions": .string(orNull: run.editions?.text),
            "software": .string(orNull: run.software.isEmpty ? nil : run.software),
            "period": .string(run.gridThrough.description),
            "changed": .integer(Int64(run.changed)),
            "duration_seconds": .number(Double(run.duration) / 1e6),
            "heartbeats": .integer(Int64(run.heartbeats?.count ?? 0)),
            "last_heartbeat_at": time(run.heartbeats?.last),
            "set_aside": .bool(run.setAside != nil),
        ]
    }

    /// Values that cannot be computed, each node of a dyad once.
    static func undefined(_ absent: AbsentCells?) -> JSONValue {
        .array(
            (absent?.items ?? []).map { item in
                [
                    "country": .string(item.dyad.country.text),
                    "power": .string(item.dyad.power.text),
                    "node": .string(item.node.text),
                    "since": .string(item.since.description),
                    "period": .string(item.last.description),
                    "periods": .integer(Int64(item.count)),
                    "reason": .string(item.absence.advice),
                ]
            }
        )
    }

    static func lapse(_ lapse: Lapse) -> JSONValue {
        [
            "country": .string(lapse.dyad.country.text),
            "power": .string(lapse.dyad.power.text),
            "node": .string(lapse.node.text),
            "period": .string(lapse.period.description),
            "indicators": strings(lapse.leaves.map(\.text)),
        ]
    }

    static func score(
        _ stored: StoredScore,
        _ standing: PowerStanding,
        period: Period,
        model: Model,
        facts: FigureFacts.Facts? = nil
    ) -> JSONValue {
        figure(
            stored.interval,
            [
                "country": .string(stored.series.country.text),
                "power": .string(stored.series.power.text),
                "node": .string(stored.series.node.text),
                "period": .string(period.description),
                "value": .number(orNull: stored.score.value),
                "low": .number(orNull: stored.interval?.low),
                "high": .number(orNull: stored.interval?.high),
                "rank": .integer(orNull: standing.rank.map { Int64($0) }),
                "share": .number(orNull: standing.share),
                "coverage": .number(stored.score.coverage),
                "confidence": .number(stored.score.confidence),
                "run": .integer(stored.run),
                "computed_at": time(stored.recordedAt),
                "label": label(stored.series.node, stored.series.power, stored.score.value, model),
            ],
            facts
        )
    }

    static func point(
        _ point: HistoryPoint,
        of series: ScoreSeries,
        model: Model,
        facts: FigureFacts.Facts?
    ) -> JSONValue {
        figure(
            point.interval,
            [
                "period": .string(point.period.description),
                "value": .number(orNull: point.score.value),
                "low": .number(orNull: point.interval?.low),
                "high": .number(orNull: point.interval?.high),
                "coverage": .number(point.score.coverage),
                "confidence": .number(point.score.confidence),
                "run": .integer(point.run),
                "computed_at": time(point.recordedAt),
                "label": label(series.node, series.power, point.score.value, model),
            ],
            facts
        )
    }

    /// What a value of a measure of states is the code of; null for every other one.
    static func label(_ node: NodeID, _ power: PowerID, _ value: Double?, _ model: Model) -> JSONValue {
        guard let value, let (measure, _) = Measure.read(node) else { return .null }
        return .string(orNull: measure.label(value, pair: PowerPair(power), plan: model.measures))
    }

    /// A score's members together with what more there is of its interval and of what it stands on, null where there is
    /// nothing.
    private static func figure(
        _ interval: ScoreInterval?,
        _ members: JSONObject,
        _ facts: FigureFacts.Facts?
    ) -> JSONValue {
        var members = members
        for (name, value) in self.facts(facts) { members[name] = value }
        members["median"] = .number(orNull: interval?.median)
        members["rank_low"] = .integer(orNull: interval.map { Int64($0.rankLow) })
        members["rank_high"] = .integer(orNull: interval.map { Int64($0.rankHigh) })
        members["rank_stable"] = interval.map { .bool($0.isRankStable) } ?? .null
        members["input_low"] = .number(orNull: interval?.inputLow)
        members["input_high"] = .number(orNull: interval?.inputHigh)
        return .object(members)
    }

    static func observation(_ observation: Observation, recordedAt: Instant, isInForce: Bool = true) -> JSONValue {
        [
            "indicator": .string(observation.series.indicator.text),
            "power": .string(orNull: observation.series.power?.text),
            "country": .string(orNull: observation.series.country?.text),
            "period": .string(observation.period.description),
            "value": .number(orNull: observation.value),
            "unit": .string(observation.unit),
            "status": .string(observation.status.rawValue),
            "reporter": .string(observation.series.reporter),
            "released": .string(orNull: observation.released?.description),
            "source": .string(observation.source),
            "note": .string(observation.note),
            "recorded_at": time(recordedAt),
            "in_force": .bool(isInForce),
        ]
    }

    static func vintage(_ vintage: Vintage) -> JSONValue {
        func text(_ text: String) -> JSONValue { .string(orNull: text.isEmpty ? nil : text) }
        return [
            "vintage": .integer(vintage.id),
            "recorded_at": time(vintage.recordedAt),
            "origin": .string(vintage.origin),
            "added": .integer(Int64(vintage.added)),
            "revised": .integer(Int64(vintage.revised)),
            "withdrawn": .integer(Int64(vintage.withdrawn)),
            "annotated": .integer(Int64(vintage.annotated)),
            "warnings": .integer(Int64(vintage.warnings)),
            "undoes": .integer(orNull: vintage.undoes),
            "user": .string(orNull: vintage.by.user?.name),
            "author": text(vintage.by.name),
            "comment": text(vintage.by.comment),
            "first_recorded_at": time(vintage.firstRecordedAt),
        ]
    }

    static func warnings(_ warnings: ImportWarnings) -> JSONValue {
        .array(
            warnings.groups.map { group in
                [
                    "kind": .string(group.kind.rawValue),
                    "message": .string(group.message),
                    "count": .integer(Int64(group.count)),
                    "lines": .array(group.lines.map { .integer(Int64($0)) }),
                ]
            }
        )
    }

    static func effect(_ effect: ImportEffect) -> JSONValue {
        [
            "input": .string(effect.inputHash),
            "changed": .integer(Int64(effect.changed)),
            "scores": .array(
                effect.scores.map { score in
                    [
                        "country": .string(score.country.text),
                        "power": .string(score.power.text),
                        "node": .string(score.node.text),
                        "period": .string(score.period.description),
                        "periods": .integer(Int64(score.periods)),
                        "from": .number(orNull: score.before),
                        "to": .number(orNull: score.after),
                        "rank_from": .integer(orNull: score.rankBefore.map { Int64($0) }),
                        "rank_to": .integer(orNull: score.rankAfter.map { Int64($0) }),
                    ]
                }
            ),
            "leaders": .array(
                effect.leaders.map { leader in
                    [
                        "country": .string(leader.country.text),
                        "node": .string(leader.node.text),
                        "period": .string(leader.period.description),
                        "from": .string(orNull: leader.before?.text),
                        "to": .string(orNull: leader.after?.text),
                    ]
                }
            ),
            "alert_count": .integer(Int64(effect.alertCount)),
            "alerts": .array(
                effect.alerts.map { alert in
                    var members = AlertDocument.subject(alert.key)
                    members["kind"] = .string(alert.kind)
                    members["severity"] = .string(alert.severity.rawValue)
                    members["summary"] = .string(alert.summary)
                    members["reason"] = .string(orNull: alert.reason)
                    return .object(members)
                }
            ),
        ]
    }

    static func problems(_ errors: [ObservationError]) -> JSONValue {
        .array(
            errors.map { error in
                [
                    "line": .integer(Int64(error.line)),
                    "column": .integer(Int64(error.column)),
                    "reason": .string(error.field.isEmpty ? error.reason : "\(error.field): \(error.reason)"),
                ]
            }
        )
    }

    static func freshness(_ freshness: Freshness) -> JSONValue {
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

    package static func time(_ instant: Instant?) -> JSONValue {
        .string(orNull: instant?.description)
    }
}
