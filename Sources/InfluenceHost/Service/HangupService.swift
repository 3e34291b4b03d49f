import Glibc

/// SIGHUP, heard from the first moment on. Those that come while nobody reads are one.
struct HangupSignals: Sendable {
    let heard: AsyncStream<Void>
    private let hear: AsyncStream<Void>.Continuation
    private let source: SignalSource

    init() async {
        let (heard, hear) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        (self.heard, self.hear) = (heard, hear)
        source = await SignalSource(SIGHUP) { _ in hear.yield() }
    }

    /// Those that come from now on are heard by nobody.
    func end() { hear.finish() }
}

/// SIGHUP reads configuration and models anew.
struct HangupService: Service {
    let signals: HangupSignals
    let reloader: Reloader

    func run(until stop: StopRequest) async {
        stop.whenMade { signals.end() }
        for await _ in signals.heard {
            // A refusal is logged, and shows in the status.
            _ = try? await reloader.reload()
        }
    }
}
