internal import InfluenceThreads
internal import Synchronization

/// Calls `work` for 0..<count on up to `threads` threads.
///
/// - Returns: The results in order, whatever the number of threads.
/// - Throws: The error of the lowest number that failed, whatever the number of threads: numbers are taken up in
///   ascending order, and those begun are finished.
func concurrently<Result: Sendable, Failure: Error>(
    _ count: Int,
    threads: Int,
    _ work: @escaping @Sendable (Int) throws(Failure) -> Result
) throws(Failure) -> [Result] {
    var results: [Result] = []
    results.reserveCapacity(count)
    guard threads > 1, count > 1 else {
        for number in 0..<count { results.append(try work(number)) }
        return results
    }
    let progress = Shared(Progress<Result, Failure>(outcomes: Array(repeating: nil, count: count)))
    let watch = Abandonment.watch
    ComputingThreads.shared.perform(helpers: min(threads, count) - 1) {
        Abandonment.sharing(watch) {
            while let number = progress.state.withLock({ $0.take() }) {
                do throws(Failure) {
                    let result = try work(number)
                    progress.state.withLock { $0.outcomes[number] = .success(result) }
                } catch {
                    progress.state.withLock {
                        $0.outcomes[number] = .failure(error)
                        $0.hasFailed = true
                    }
                }
            }
        }
    }
    for outcome in progress.state.withLock({ $0.outcomes }) {
        // What comes after a failure may not have been taken up.
        if let outcome { results.append(try outcome.get()) }
    }
    return results
}

/// What the threads have together.
private final class Shared<State: Sendable>: Sendable {
    let state: Mutex<State>

    init(_ state: State) {
        self.state = Mutex(state)
    }
}

private struct Progress<Value: Sendable, Failure: Error>: Sendable {
    var outcomes: [Result<Value, Failure>?]
    var next = 0
    var hasFailed = false

    mutating func take() -> Int? {
        guard !hasFailed, next < outcomes.count else { return nil }
        next += 1
        return next - 1
    }
}
