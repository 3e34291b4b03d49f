/// A call of a connection whose work has not ended.
struct CallUnderWay {
    /// So that a late result finds out that nobody waits for it.
    let number: UInt64
    let isOneway: Bool
    let isWatch: Bool
    let task: Task<Void, Never>
    let executor: CallExecutor

    /// Nobody waits for it any more.
    func abandon() {
        task.cancel()
        executor.abandon()
    }
}
