import InfluenceControl
import NIOCore
import NIOPosix

/// Serves Varlink interfaces on a Unix socket: one event loop for all connections, a few worker threads for what
/// blocks.
package actor VarlinkServer {
    private enum State {
        case new
        case serving(Serving)
        case stopping
        case stopped
    }

    private struct Serving {
        let socket: ListeningSocket
        let listener: any Channel
        let group: MultiThreadedEventLoopGroup
        let workers: Workers
        let registry: NIOLoopBound<ConnectionRegistry>
    }

    private let dispatcher: Dispatcher
    private let limits: Limits
    private let workerCount: Int
    private let observe: @Sendable (ServerEvent) -> Void
    private var state = State.new

    /// Whether replies are checked against their interface unless the caller says otherwise: in debug builds.
    package static var checksRepliesByDefault: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    /// - Parameters:
    ///   - interfaces: what is served; `org.varlink.service` comes by itself.
    ///   - workerCount: threads for methods that block, at least 1; long work has one more.
    ///   - checksReplies: answers with a failure in place of a reply that is not as its interface describes it.
    ///   - observe: is told what an administrator may want to know; called on any thread, must not block.
    /// - Throws: `DuplicateInterface`.
    package init(
        _ identity: ServiceIdentity,
        interfaces: [VarlinkInterface],
        limits: Limits = Limits(),
        workerCount: Int = 2,
        checksReplies: Bool = VarlinkServer.checksRepliesByDefault,
        observe: @escaping @Sendable (ServerEvent) -> Void = { _ in }
    ) throws {
        let service = try VarlinkInterface.service(identity, describing: interfaces)
        dispatcher = try Dispatcher([service] + interfaces, checksReplies: checksReplies, observe: observe)
        self.limits = limits
        self.workerCount = max(1, workerCount)
        self.observe = observe
    }

    /// Begins to accept connections on `socket`, which is the server's from here on.
    ///
    /// - Throws: `AlreadyStarted`, or what the system refuses.
    package func start(on socket: ListeningSocket) async throws {
        guard case .new = state else { throw AlreadyStarted() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let workers = Workers(count: workerCount)
        workers.start()
        state = .stopping
        do {
            state = .serving(try await serve(socket, group, workers))
        } catch {
            state = .stopped
            // The descriptor was the event loop's already.
            socket.removeEntry()
            await workers.shutdownGracefully()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// A server serves once.
    package struct AlreadyStarted: Error {}

    private func serve(
        _ socket: ListeningSocket,
        _ group: MultiThreadedEventLoopGroup,
        _ workers: Workers
    ) async throws -> Serving {
        let (dispatcher, limits, observe) = (dispatcher, limits, observe)
        let registry = try await group.next().submit {
            NIOLoopBound(ConnectionRegistry(limits: limits), eventLoop: group.next())
        }.get()
        let listener = try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: ListeningSocket.queueLength)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: max(1, limits.queuedBytes / 4), high: max(1, limits.queuedBytes))
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let peer = try Self.accept(channel, registry.value, observe)
                    let handler = ConnectionHandler(
                        peer: peer,
                        dispatcher: dispatcher,
                        limits: limits,
                        workers: workers,
                        registry: registry.value,
                        now: channel.eventLoop.now,
                        observe: observe
                    )
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .withBoundSocket(socket.descriptor)
            .get()
        return Serving(socket: socket, listener: listener, group: group, workers: workers, registry: registry)
    }

    private struct Refused: Error {}

    /// Who it is that connects.
    private static func accept(
        _ channel: any Channel,
        _ registry: ConnectionRegistry,
        _ observe: @Sendable (ServerEvent) -> Void
    ) throws -> Peer {
        let peer = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            Peer(ofSocket: $0)
        }
        guard let peer = peer ?? nil else {
            observe(.refused(.unknownPeer))
            throw Refused()
        }
        if let reason = registry.refusal(of: peer) {
            observe(.refused(reason))
            throw Refused()
        }
        return peer
    }

    /// Returns when the event loop has come round, so that it makes progress; for a watchdog, which must not be fed
    /// before.
    package func ping() async throws {
        guard case .serving(let serving) = state else { throw NotServing() }
        try await serving.group.next().submit {}.get()
    }

    /// The server has not started, or has stopped.
    package struct NotServing: Error {}

    /// How many connections are open.
    package func connectionCount() async -> Int {
        guard case .serving(let serving) = state else { return 0 }
        let registry = serving.registry
        return (try? await serving.group.next().submit { registry.value.count }.get()) ?? 0
    }

    /// Stops: accepts nothing more, ends watching calls, lets the others finish, and closes what is left after
    /// `bound`. The socket's file is removed if the server's process made it.
    package func stop(within bound: Duration = .seconds(1)) async {
        guard case .serving(let serving) = state else { return }
        state = .stopping
        // First the file: who finds none knows that there is no daemon; who connected already is not accepted.
        serving.socket.removeEntry()
        try? await serving.listener.close()
        let loop = serving.group.next()
        let registry = serving.registry
        var isQuiet = await Self.quiet(registry, loop, within: bound) { $0.drain() }
        if !isQuiet { isQuiet = await Self.quiet(registry, loop, within: Self.timeToAbandon) { $0.closeAll() } }
        // Whoever does not return even now would report to a loop that is gone; at the end of a process it may stay.
        if isQuiet {
            await serving.workers.shutdownGracefully()
            try? await serving.group.shutdownGracefully()
        }
        state = .stopped
    }

    /// How long cancelled calls may take to return.
    private static let timeToAbandon: Duration = .milliseconds(250)

    /// Whether no connection is open and no call under way, at the latest after `bound`.
    private static func quiet(
        _ registry: NIOLoopBound<ConnectionRegistry>,
        _ loop: any EventLoop,
        within bound: Duration,
        after action: @escaping @Sendable (ConnectionRegistry) -> Void
    ) async -> Bool {
        let quiet = loop.makePromise(of: Bool.self)
        loop.execute {
            let timer = loop.scheduleTask(in: TimeAmount(bound)) { quiet.succeed(false) }
            action(registry.value)
            registry.value.onceQuiet {
                timer.cancel()
                quiet.succeed(true)
            }
        }
        return (try? await quiet.futureResult.get()) ?? false
    }
}
