import NIOCore
import NIOPosix

/// Serves Varlink interfaces on a Unix socket: one event loop for all connections, a few readers for what blocks.
package actor VarlinkServer {
    private enum State {
        case new
        case serving(Serving)
        case stopping
        case stopped
    }

    private struct Serving {
        var socket: ListeningSocket
        var listener: any Channel
        let group: MultiThreadedEventLoopGroup
        let readers: Readers
        let registry: NIOLoopBound<ConnectionRegistry>
    }

    private let dispatcher: Dispatcher
    private let limits: Limits
    private let readerCount: Int
    private let isAdministrator: @Sendable (Peer) -> Bool
    private let events: EventLimit
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
    ///   - readerCount: threads for methods that block, at least 1; with 2, one is always left for what is cheap.
    ///   - isAdministrator: who may have the connections that are kept.
    ///   - checksReplies: answers with a failure in place of a reply that is not as its interface describes it.
    ///   - observe: is told what an administrator may want to know, `limits.logLines` times a user and minute; called on
    ///     any thread, must not block.
    /// - Throws: `DuplicateInterface`.
    package init(
        _ identity: ServiceIdentity,
        interfaces: [VarlinkInterface],
        limits: Limits = Limits(),
        readerCount: Int = 2,
        isAdministrator: @escaping @Sendable (Peer) -> Bool = { $0.isRoot },
        checksReplies: Bool = VarlinkServer.checksRepliesByDefault,
        observe: @escaping @Sendable (ServerEvent) -> Void = { _ in }
    ) throws {
        let service = try VarlinkInterface.service(identity, describing: interfaces)
        let events = EventLimit(limit: limits.logLines, observe)
        dispatcher = try Dispatcher([service] + interfaces, checksReplies: checksReplies) { events.tell($0) }
        self.limits = limits
        self.readerCount = max(1, readerCount)
        self.isAdministrator = isAdministrator
        self.events = events
    }

    /// Begins to accept connections on `socket`, which is the server's from here on.
    ///
    /// - Throws: `AlreadyStarted`, or what the system refuses.
    package func start(on socket: ListeningSocket) async throws {
        guard case .new = state else { throw AlreadyStarted() }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let readers = Readers(count: readerCount, limits: limits)
        state = .stopping
        do {
            try readers.start()
            state = .serving(try await serve(socket, group, readers))
        } catch {
            state = .stopped
            // The descriptor was the event loop's already.
            socket.removeEntry()
            await readers.stop()
            try? await group.shutdownGracefully()
            throw error
        }
    }

    /// A server serves once.
    package struct AlreadyStarted: Error {}

    private func serve(
        _ socket: ListeningSocket,
        _ group: MultiThreadedEventLoopGroup,
        _ readers: Readers
    ) async throws -> Serving {
        let limits = limits
        events.use(group.next())
        let registry = try await group.next().submit {
            NIOLoopBound(ConnectionRegistry(limits: limits), eventLoop: group.next())
        }.get()
        let listener = try await listen(on: socket, group, readers, registry)
        return Serving(socket: socket, listener: listener, group: group, readers: readers, registry: registry)
    }

    private func listen(
        on socket: ListeningSocket,
        _ group: MultiThreadedEventLoopGroup,
        _ readers: Readers,
        _ registry: NIOLoopBound<ConnectionRegistry>
    ) async throws -> any Channel {
        let (dispatcher, limits, isAdministrator, events) = (dispatcher, limits, isAdministrator, events)
        return try await ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: ListeningSocket.queueLength)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AcceptWatch(pause: TimeAmount(limits.acceptPause)) { events.tell($0) }
                    )
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(
                .writeBufferWaterMark,
                value: .init(low: max(1, limits.queuedBytes / 4), high: max(1, limits.queuedBytes))
            )
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let peer = try Self.peer(of: channel, events)
                    let pipeline = channel.pipeline.syncOperations
                    let registry = registry.value
                    if let limit = registry.refusal(of: peer, isAdministrator: isAdministrator(peer)) {
                        events.tell(.refused(peer, limit))
                        return try pipeline.addHandler(
                            RefusedConnection(limit, limits: limits, registry: registry)
                        )
                    }
                    let handler = ConnectionHandler(
                        peer: peer,
                        dispatcher: dispatcher,
                        limits: limits,
                        readers: readers,
                        registry: registry,
                        now: channel.eventLoop.now,
                        observe: { events.tell($0) }
                    )
                    try pipeline.addHandler(handler)
                }
            }
            .withBoundSocket(socket.descriptor)
            .get()
    }

    private struct UnknownPeer: Error {}

    /// Who it is that connects.
    private static func peer(of channel: any Channel, _ events: EventLimit) throws -> Peer {
        let peer = try channel.pipeline.syncOperations.withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
            Peer(ofSocket: $0)
        }
        guard let peer = peer ?? nil else {
            events.tell(.unknownPeer)
            throw UnknownPeer()
        }
        return peer
    }

    /// Returns when the event loop has come round, so that it makes progress; for a watchdog, which must not be fed
    /// before.
    package func ping() async throws {
        guard case .serving(let serving) = state else { throw NotServing() }
        try await serving.group.next().submit {}.get()
    }

    /// Looks whether clients find the socket, and makes one anew where its file was moved, removed or replaced and the server's
    /// process had made it. Who is connected stays so.
    package func lookAtSocket() async -> SocketFinding {
        guard case .serving(let serving) = state, let path = serving.socket.lostPath else { return .inPlace }
        do {
            guard let socket = try serving.socket.madeAnew() else {
                return .lost(path: path, reason: "it is systemd's to make: systemctl restart influenced.socket")
            }
            let listener: any Channel
            do {
                listener = try await listen(on: socket, serving.group, serving.readers, serving.registry)
            } catch {
                // The descriptor was the event loop's already.
                socket.removeEntry()
                throw error
            }
            guard case .serving(var present) = state else {
                // It was stopped meanwhile.
                socket.removeEntry()
                try? await listener.close()
                return .inPlace
            }
            (present.socket, present.listener) = (socket, listener)
            state = .serving(present)
            await Self.acceptWaiting(serving)
            try? await serving.listener.close()
            return .madeAnew(path: path)
        } catch {
            return .lost(path: path, reason: "\(error)")
        }
    }

    /// Lets the event loop come round until it has accepted whoever connected at a place that is given up: closing the socket
    /// would close their connections too. Where nobody can be accepted, for want of descriptors, it ends all the same.
    private static func acceptWaiting(_ serving: Serving) async {
        let roundsAtMost = ListeningSocket.queueLength
        for _ in 0..<roundsAtMost where serving.socket.hasWaiting {
            try? await serving.group.next().submit {}.get()
        }
    }

    /// For a watchdog: whether calls that wait for a reader have one before long.
    package func readersMakeProgress() -> Bool {
        if case .serving(let serving) = state { serving.readers.areMakingProgress } else { true }
    }

    /// The server has not started, or has stopped.
    package struct NotServing: Error {}

    /// How many connections are open.
    package func connectionCount() async -> Int {
        guard case .serving(let serving) = state else { return 0 }
        let registry = serving.registry
        return (try? await serving.group.next().submit { registry.value.count }.get()) ?? 0
    }

    /// Stops: accepts nothing more, ends watching calls and those that wait, lets the others finish, and closes what is left after
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
            await serving.readers.stop()
            try? await serving.group.shutdownGracefully()
        }
        events.end()
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
