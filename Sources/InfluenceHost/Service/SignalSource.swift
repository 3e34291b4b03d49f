import Dispatch
import Glibc

/// Signals of the process as events, in place of what they do by themselves.
final class SignalSource: Sendable {
    // Safe: whoever has them may cancel them from any thread, which is all that is done.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]

    /// Returns when they are heard: from then on none of them does anything by itself.
    /// - Parameters:
    ///   - numbers: `SIGTERM`.
    ///   - hear: called with the number, one signal at a time.
    init(_ numbers: Int32..., hear: @escaping @Sendable (Int32) -> Void) async {
        let queue = DispatchQueue(label: "signals")
        var sources: [any DispatchSourceSignal] = []
        for number in numbers {
            // The system's own way with them would come first.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler { hear(number) }
            await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
                source.setRegistrationHandler { continuation.resume() }
                source.activate()
            }
            sources.append(source)
        }
        self.sources = sources
    }

    deinit {
        for source in sources { source.cancel() }
    }
}
