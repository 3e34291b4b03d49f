import InfluenceModel
import InfluenceStore

/// How much memory a run may need: by what the model names, and by what is observed.
///
/// A model that needs more by itself is refused before it comes into force. Here it is looked at what it needs with the
/// observations: of an import before it is stored, and of a run before it reads them, so that a daemon with too much in its
/// database says so and answers questions, instead of being killed at each start.
struct RunMemory {
    /// In bytes.
    var limit: Int
    let threads: Int

    /// What a run on the model and so many observations has too much of; `nil` where there is room for it.
    func excess(_ model: Model, periods: Int, _ counts: StoreCounts) -> StoreError? {
        let needed = model.memoryEstimate(
            periods: periods,
            threads: threads,
            observations: counts.observations,
            series: counts.series
        )
        guard needed > limit else { return nil }
        return .tooManyObservations(counts.observations, series: counts.series, neededBytes: needed, limitBytes: limit)
    }
}
