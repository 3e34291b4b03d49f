import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring

/// What the models behind two evaluations compute alike: found once for each two that meet.
final class ModelComparisons {
    /// How many are remembered: alerts without data may remember models of long ago.
    private static let limit = 32

    private struct Pair: Hashable {
        let before: String
        let now: String
    }

    /// Of a hash; `nil` where there is none, or this version does not read it whole.
    private let model: (String) -> LoadedModel?
    private var known: [Pair: ModelComparison?] = [:]

    init(_ model: @escaping (String) -> LoadedModel?) {
        self.model = model
    }

    /// The model and the arithmetic of an evaluation, as alerts remember it.
    static func basis(_ hash: String, _ editions: MethodEditions) -> String { "\(hash)+\(editions.text)" }

    /// - Parameters:
    ///   - before: the basis of an earlier evaluation.
    ///   - basis: that of the present one, by the model `loaded`.
    /// - Returns: `nil` where their figures cannot be held against each other: by another arithmetic, or by a model that is
    ///   not to be had.
    func comparison(of before: String, with basis: String, _ loaded: LoadedModel) -> ModelComparison? {
        let pair = Pair(before: before, now: basis)
        if let known = known[pair] { return known }
        let found = compare(before, basis, loaded)
        if known.count >= Self.limit { known = [:] }
        known[pair] = .some(found)
        return found
    }

    private func compare(_ before: String, _ basis: String, _ loaded: LoadedModel) -> ModelComparison? {
        let (old, new) = (Self.parts(before), Self.parts(basis))
        guard let past = model(old.hash), past.hash == old.hash else { return nil }
        // Another model may use other methods; each of them has to be in the edition that it has here.
        guard old.editions == new.editions || (isOwn(old.editions, past) && isOwn(new.editions, loaded)) else {
            return nil
        }
        return ModelComparison(past.model, loaded.model)
    }

    private func isOwn(_ editions: String, _ loaded: LoadedModel) -> Bool {
        editions == Scorer.editions(of: loaded.model).text
    }

    private static func parts(_ basis: String) -> (hash: String, editions: String) {
        let parts = basis.split(separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts.first ?? ""), parts.count > 1 ? String(parts[1]) : "")
    }
}
