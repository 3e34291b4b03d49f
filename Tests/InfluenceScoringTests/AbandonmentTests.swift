import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite struct `Scoring that nobody waits for` {
    /// A case that can be scored, and its scores.
    private func drawn() throws -> (RandomCase, ScoreTable) {
        var random = SplitMix(80)
        for _ in 0..<100 {
            let drawn = RandomCase(&random)
            let scorer = try? Scorer(model: drawn.model, panel: Panel(drawn.observations))
            if let table = try? scorer?.scores(for: drawn.periods) { return (drawn, table) }
        }
        throw ScoringError.abandoned
    }

    @Test func `ends where it may, and goes on where it must be done to its end`() async throws {
        let (drawn, expected) = try drawn()
        let task = Task { () -> (Result<Int, ScoringError>, Result<Int, ScoringError>) in
            while !Task.isCancelled { await Task.yield() }
            func score() -> Result<Int, ScoringError> {
                do throws(ScoringError) {
                    let scorer = try Scorer(model: drawn.model, panel: Panel(drawn.observations))
                    return .success(try scorer.scores(for: drawn.periods, threads: 2).map { _ in 1 }.count)
                } catch {
                    return .failure(error)
                }
            }
            return (score(), Abandonment.whileWanted { score() })
        }
        task.cancel()
        let (mustBeDone, mayEnd) = await task.value
        #expect(mustBeDone == .success(expected.map { _ in 1 }.count))
        #expect(mayEnd == .failure(.abandoned))
    }

    /// Before: seconds of both, of a large database, were done to their end.
    @Test func `ends while it orders what was observed, and while it lays that out`() async throws {
        let (drawn, _) = try drawn()
        let panel = try Panel(drawn.observations)
        let task = Task { () -> [ScoringError?] in
            while !Task.isCancelled { await Task.yield() }
            func error(_ body: () throws(ScoringError) -> Void) -> ScoringError? {
                do throws(ScoringError) { try body() } catch { return error }
                return nil
            }
            return Abandonment.whileWanted {
                [
                    error { () throws(ScoringError) in _ = try Panel(drawn.observations) },
                    error { () throws(ScoringError) in _ = try Scorer(model: drawn.model, panel: panel) },
                ]
            }
        }
        task.cancel()
        #expect(await task.value == [.abandoned, .abandoned])
    }

    @Test func `gives the same as ever while somebody waits`() throws {
        let (drawn, expected) = try drawn()
        let scorer = try Scorer(model: drawn.model, panel: Panel(drawn.observations))
        let table = try Abandonment.whileWanted { try scorer.scores(for: drawn.periods, threads: 2) }
        #expect(table.map { $0.score.value?.bitPattern } == expected.map { $0.score.value?.bitPattern })
    }

    @Test(.timeLimit(.minutes(5))) func `is given up by the threads that help, which belong to no task`() async {
        let task = Task { () -> Bool in
            while !Task.isCancelled { await Task.yield() }
            return Abandonment.whileWanted {
                concurrently(64, threads: 4) { _ -> Bool in
                    // A helper knows as soon as the caller has looked.
                    while !Abandonment.isDue {}
                    return true
                }.allSatisfy { $0 }
            }
        }
        task.cancel()
        #expect(await task.value)
    }
}
