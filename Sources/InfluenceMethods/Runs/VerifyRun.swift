import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    func verifyRun(_ input: IndexInterface.VerifyRun.Input) throws -> IndexInterface.VerifyRun.Output {
        let last = try store.lastRun()
        let asked = input.run
        guard let run = try asked.map({ try store.run($0) }) ?? last else {
            guard let asked else { throw IndexError.noData("there was no run yet") }
            throw IndexError.unknownRun(asked, last: last?.id)
        }
        let verification = try RunVerification(of: run, in: store, threads: 1)
        let comparison = verification.comparison
        return IndexInterface.VerifyRun.Output(
            run: Document.run(run),
            matches: verification.matches,
            reason: verification.reason,
            comparable: comparison != nil,
            input: verification.inputHash,
            inputMatches: verification.inputMatches,
            compared: Int64(comparison?.compared ?? 0),
            differing: Int64(comparison?.differing ?? 0),
            differingSeries: Int64(comparison?.differingSeries ?? 0),
            differences: comparison?.differences.map { difference($0) } ?? []
        )
    }

    private func difference(_ difference: SeriesDifference) -> IndexInterface.Difference {
        IndexInterface.Difference(
            country: difference.series.country.text,
            power: difference.series.power.text,
            node: difference.series.node.text,
            periods: Int64(difference.periods),
            period: difference.period.description,
            figure: difference.figure,
            stored: finite(difference.stored),
            storedBits: bits(difference.stored),
            recomputed: finite(difference.recomputed),
            recomputedBits: bits(difference.recomputed)
        )
    }

    /// A tampered row may hold what JSON cannot say; the bits still do.
    private func finite(_ value: Double?) -> Double? {
        value.flatMap { $0.isFinite ? $0 : nil }
    }

    private func bits(_ value: Double?) -> String? {
        value.map { value in
            let digits = String(value.bitPattern, radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }
    }
}
