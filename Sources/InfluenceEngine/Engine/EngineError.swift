package import InfluenceFiles
package import InfluenceReading
package import InfluenceScoring
package import InfluenceStore

/// Why something that changes the index was not done. What was there before stays in force.
package enum EngineError: Error, Sendable {
    case configuration(DiagnosticList)
    /// A file of observations with errors; nothing of it was imported.
    case observations([ObservationError], total: Int)
    /// A file of observations that is larger than one may be.
    case excess(ImportExcess)
    case scoring(ScoringError)
    case store(StoreError)
    /// The clock is not believed: what would be stored would have a wrong time.
    case clock(ClockTrouble)
    /// Whoever asked for it has gone before its turn came.
    case abandoned
}

extension EngineError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .configuration(let list): list.description
        case .observations(let errors, let total):
            errors.prefix(3).map(\.description).joined(separator: "; ")
                + (total > 3 ? "; and \(total - 3) more" : "")
        case .excess(let excess): excess.description
        case .scoring(let error): error.description
        case .store(let error): error.description
        case .clock(let trouble): trouble.description
        case .abandoned: "nobody waits for it any more"
        }
    }
}

/// Runs `body` and says its failure as one of the engine.
package func rethrowing<Result>(_ body: () throws(StoreError) -> Result) throws(EngineError) -> Result {
    do throws(StoreError) { return try body() } catch {
        if case .clock(let trouble) = error { throw .clock(trouble) }
        throw .store(error)
    }
}

package func rethrowing<Result>(_ body: () throws(ScoringError) -> Result) throws(EngineError) -> Result {
    do throws(ScoringError) { return try body() } catch { throw .scoring(error) }
}

package func rethrowing<Result>(_ body: () throws(DiagnosticList) -> Result) throws(EngineError) -> Result {
    do throws(DiagnosticList) { return try body() } catch { throw .configuration(error) }
}
