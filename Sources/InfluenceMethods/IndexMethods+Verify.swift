import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    func verifyRun(_ parameters: JSONObject) throws -> JSONValue {
        let last = try store.lastRun()
        let asked = parameters["run"]?.integerValue
        guard let run = try asked.map({ try store.run($0) }) ?? last else {
            guard let asked else { throw IndexError.noData("there was no run yet") }
            throw IndexError.unknownRun(asked, last: last?.id)
        }
        let verification = try RunVerification(of: run, in: store, threads: 1)
        let comparison = verification.comparison
        return [
            "run": Document.run(run),
            "matches": .bool(verification.matches),
            "reason": .string(orNull: verification.reason),
            "comparable": .bool(comparison != nil),
            "input": .string(orNull: verification.inputHash),
            "input_matches": .bool(verification.inputMatches),
            "compared": .integer(Int64(comparison?.compared ?? 0)),
            "differing": .integer(Int64(comparison?.differing ?? 0)),
            "differing_series": .integer(Int64(comparison?.differingSeries ?? 0)),
            "differences": .array(comparison?.differences.map { difference($0) } ?? []),
        ]
    }

    private func difference(_ difference: SeriesDifference) -> JSONValue {
        [
            "country": .string(difference.series.country.text),
            "power": .string(difference.series.power.text),
            "node": .string(difference.series.node.text),
            "periods": .integer(Int64(difference.periods)),
            "period": .string(difference.period.description),
            "figure": .string(difference.figure),
            "stored": .number(orNull: finite(difference.stored)),
            "stored_bits": bits(difference.stored),
            "recomputed": .number(orNull: finite(difference.recomputed)),
            "recomputed_bits": bits(difference.recomputed),
        ]
    }

    /// A tampered row may hold what JSON cannot say; the bits still do.
    private func finite(_ value: Double?) -> Double? {
        value.flatMap { $0.isFinite ? $0 : nil }
    }

    private func bits(_ value: Double?) -> JSONValue {
        .string(
            orNull: value.map { value in
                let digits = String(value.bitPattern, radix: 16)
                return String(repeating: "0", count: 16 - digits.utf8.count) + digits
            }
        )
    }
}
