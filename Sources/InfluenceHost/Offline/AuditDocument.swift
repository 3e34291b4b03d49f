internal import InfluenceControl
package import InfluenceModel
package import InfluenceScoring

/// An audit as JSON: everything, in full precision. What is undefined is null.
package enum AuditDocument {
    package static func json(_ audit: Audit, of model: Model) -> [UInt8] {
        let document: JSONValue = [
            "model": .string(model.id),
            "periods": .array(audit.periods.map { .string($0.description) }),
            "cells": count(audit.cells),
            "indicators": .array(audit.indicators.map(indicator)),
            "correlations": .array(audit.correlations.map(correlation)),
            "weights_of": (audit.weightsOf?.description).json,
            "aggregates": .array(audit.aggregates.map(aggregate)),
            "dyads": .array(
                audit.dyads.map {
                    [
                        "power": .string($0.subject.power.text), "country": .string($0.subject.country.text),
                        "available": count($0.available), "applicable": count($0.applicable),
                        "share": .number(orNull: $0.share),
                    ]
                }
            ),
            "powers": .array(
                audit.powers.map {
                    [
                        "power": .string($0.subject.text), "available": count($0.available),
                        "applicable": count($0.applicable), "share": .number(orNull: $0.share),
                    ]
                }
            ),
        ]
        return RenderedJSON(document).bytes + [UInt8(ascii: "\n")]
    }

    private static func count(_ number: Int) -> JSONValue { .integer(Int64(number)) }

    private static func share(_ number: Int, of sample: Sample) -> JSONValue {
        .number(orNull: sample.count > 0 ? Double(number) / Double(sample.count) : nil)
    }

    private static func indicator(_ indicator: IndicatorAudit) -> JSONValue {
        let sample = indicator.sample
        let quantiles = zip(IndicatorAudit.quantiles, sample.quantiles(IndicatorAudit.quantiles))
        return [
            "indicator": .string(indicator.id.text),
            "dimension": .string(indicator.dimension.text),
            "available": count(sample.count),
            "missing": count(indicator.missing),
            "not_applicable": count(indicator.notApplicable),
            "imputed": count(indicator.imputed),
            "min": .number(orNull: sample.min),
            "max": .number(orNull: sample.max),
            "mean": .number(orNull: sample.mean),
            "median": .number(orNull: sample.median),
            "sd": .number(orNull: sample.sd),
            "skewness": .number(orNull: sample.skewness),
            "kurtosis": .number(orNull: sample.kurtosis),
            "quantiles": .array(
                quantiles.map { ["share": .number(orNull: $0.0), "value": .number(orNull: $0.1)] }
            ),
            "zeros": count(indicator.zeros),
            "unique": count(indicator.unique),
            "same": count(indicator.same),
            "same_share": share(indicator.same, of: sample),
            "saturated_low": .number(orNull: indicator.saturation?.low),
            "saturated_high": .number(orNull: indicator.saturation?.high),
            "flags": .array(indicator.flags.map { .string($0.rawValue) }),
            "treatment": .array(indicator.treatment.map(treatment)),
        ]
    }

    private static func treatment(_ outcome: TreatmentOutcome) -> JSONValue {
        [
            "clipped": count(outcome.clipped),
            "skewness": .number(orNull: outcome.before.skewness),
            "kurtosis": .number(orNull: outcome.before.kurtosis),
            "passes": outcome.before.passes.map { .bool($0) } ?? .null,
            "attempts": .array(
                outcome.attempts.map { attempt in
                    [
                        "step": .string(attempt.step.name),
                        "points": count(attempt.points),
                        "skewness": .number(orNull: attempt.after.skewness),
                        "kurtosis": .number(orNull: attempt.after.kurtosis),
                        "passes": attempt.after.passes.map { .bool($0) } ?? .null,
                    ]
                }
            ),
            "applied": outcome.applied.map { .string(outcome.attempts[$0].step.name) } ?? .null,
        ]
    }

    private static func correlation(_ pair: CorrelationAudit) -> JSONValue {
        [
            "left": .string(pair.left.text),
            "right": .string(pair.right.text),
            "same_group": .bool(pair.isSameGroup),
            "same_dimension": .bool(pair.isSameDimension),
            "pearson": .number(orNull: pair.pearson),
            "spearman": .number(orNull: pair.spearman),
            "flag": (pair.flag?.rawValue).json,
        ]
    }

    private static func aggregate(_ node: AggregateAudit) -> JSONValue {
        [
            "node": .string(node.id.text),
            "alpha": .number(orNull: node.alpha),
            "effective_weight": .number(orNull: node.effectiveWeight),
            "complete_cells": node.components.map { count($0.count) } ?? .null,
            "unweighed": (node.unweighed?.description).json,
            "explained": .array((node.components?.explained ?? []).map { .number(orNull: $0) }),
            "children": .array(
                node.children.map { child in
                    [
                        "node": .string(child.id.text),
                        "nominal_weight": .number(orNull: child.nominalWeight),
                        "weight": .number(orNull: child.weight),
                        "effective_weight": .number(orNull: child.effectiveWeight),
                        "correlation": .number(orNull: child.correlation),
                        "loading": .number(orNull: child.loading),
                    ]
                }
            ),
        ]
    }
}
