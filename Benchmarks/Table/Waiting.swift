import Dispatch
import Synchronization

/// Waits for asynchronous work, on a thread that has nothing else to do.
func waiting<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) throws -> Value {
    let end = DispatchSemaphore(value: 0)
    let result = Mutex<Result<Value, any Error>?>(nil)
    Task {
        let outcome: Result<Value, any Error>
        do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
        result.withLock { $0 = outcome }
        end.signal()
    }
    end.wait()
    guard let outcome = result.withLock({ $0 }) else { throw Obstacle("nothing came of it") }
    return try outcome.get()
}
