import NIOPosix

/// The threads that methods may block: some for what is short, one for what is long, so that the latter holds up only
/// its like.
struct Workers: Sendable {
    let short: NIOThreadPool
    let long: NIOThreadPool

    /// - Parameter count: of the threads for short work.
    init(count: Int) {
        short = NIOThreadPool(numberOfThreads: count)
        long = NIOThreadPool(numberOfThreads: 1)
    }

    func start() {
        short.start()
        long.start()
    }

    /// Waits for the work that has begun; what has not is cancelled.
    func shutdownGracefully() async {
        try? await short.shutdownGracefully()
        try? await long.shutdownGracefully()
    }
}
