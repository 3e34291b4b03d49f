import InfluenceControl
import NIOCore

/// One connection: cuts what the client sends into calls, has them answered one after the other, and writes the
/// replies. Lives on the event loop.
///
/// A connection has at most one call under way, so that replies keep the order of the calls, and a call sees what
/// the calls before it have done; calls of different connections run side by side. All waiting is bounded: further
/// calls stay unread while one is under way, and none is begun while the client does not read its replies. What a client
/// has begun ends with its connection, be it waiting or running.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum State {
        /// No call is under way.
        case ready
        case answering
        /// Nothing is read or begun any more; what was written goes out, then the connection is closed.
        case closing
        case closed
    }

    let peer: Peer
    private let dispatcher: Dispatcher
    let limits: Limits
    let readers: Readers
    let registry: ConnectionRegistry
    let observe: @Sendable (ServerEvent) -> Void

    var context: ChannelHandlerContext?
    var state = State.ready
    /// The call whose work has not ended; with its connection closed too.
    var call: CallUnderWay?
    var framer: MessageFramer
    /// Streams that wait for the client to read before they send more.
    var waitingForRoom = CircularBuffer<CheckedContinuation<Void, any Error>>()
    /// Told when all that was written has gone out.
    var awaitsFlush = false
    private let life = ConnectionLife()
    /// What the registry has been told of.
    var pendingBytes = 0
    var deadline: ConnectionDeadline
    var timer: (due: NIODeadline, task: Scheduled<Void>)?
    /// The client will send nothing more; it may still read.
    private var inputClosed = false
    private var isDraining = false
    private var isProcessing = false
    /// The channel is handing over what it has read; it says when that is all.
    private var isReceiving = false
    var isReadingOn = true
    /// All calls that have arrived are begun.
    var needsBytes = true
    var needsFlush = false

    init(
        peer: Peer,
        dispatcher: Dispatcher,
        limits: Limits,
        readers: Readers,
        registry: ConnectionRegistry,
        now: NIODeadline,
        observe: @escaping @Sendable (ServerEvent) -> Void
    ) {
        self.peer = peer
        self.dispatcher = dispatcher
        self.limits = limits
        self.readers = readers
        self.registry = registry
        self.observe = observe
        framer = MessageFramer(maximumMessageSize: limits.messageSize)
        deadline = ConnectionDeadline(at: now)
    }

    // MARK: - Events of the channel

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        registry.add(self)
        settle(context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isOpen else { return }
        isReceiving = true
        framer.append(unwrapInboundIn(data).readableBytesView)
        process(context)
        boundPendingBytes(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReceiving = false
        flush(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        grantRoom(context)
        process(context)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        inputClosed = true
        process(context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // The client has gone in the middle of something; `channelInactive` follows.
        context.close(promise: nil)
    }

    var isOpen: Bool {
        switch state {
        case .closing, .closed: false
        case .ready, .answering: true
        }
    }

    // MARK: - Calls

    /// Begins the calls that have arrived, as far as the limits allow.
    func process(_ context: ChannelHandlerContext) {
        guard !isProcessing else { return }
        isProcessing = true
        needsBytes = false
        var turns = 0
        while case .ready = state, !isDraining, context.channel.isWritable {
            guard turns < limits.callsPerTurn else {
                continueLater(context)
                break
            }
            turns += 1
            guard let message = nextMessage(context) else {
                needsBytes = true
                break
            }
            deadline.restart(at: context.eventLoop.now)
            do throws(MessageError) {
                perform(try Call(parsing: message), size: message.count, context)
            } catch {
                drop(.malformed(error), context)
            }
        }
        isProcessing = false
        if case .ready = state, isDraining || (needsBytes && inputClosed) { closeWhenFlushed(context) }
        if !isReceiving { flush(context) }
        settle(context)
    }

    private func continueLater(_ context: ChannelHandlerContext) {
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.eventLoop.execute {
            guard let context = connection.value.context else { return }
            connection.value.process(context)
        }
    }

    private func nextMessage(_ context: ChannelHandlerContext) -> [UInt8]? {
        do {
            return try framer.next()
        } catch {
            drop(.messageTooLong(limit: error.limit), context)
            return nil
        }
    }

    private func perform(_ call: Call, size: Int, _ context: ChannelHandlerContext) {
        let isOneway = call.mode == .oneway
        switch dispatcher.decide(call, from: peer) {
        case .refuse(let error):
            if !isOneway { write(Reply(error).message(), context) }
        case .run(let route):
            let request = Request(call, from: peer, over: life)
            switch route.handler {
            case .immediate(let body):
                let message = route.message(to: peer) { try body(request) }
                if !isOneway { write(message, context) }
            case .reader(let cost, let body):
                let isCostly = cost.isCostly(call.parameters)
                begin(request, route, size: size, isCostly: isCostly, isWatch: false, context) { request, _ in
                    try body(request)
                }
            case .streaming(let kind, let body):
                begin(request, route, size: size, isCostly: false, isWatch: kind == .watch, context, body)
            }
        }
    }

    /// Begins a call on the readers.
    private func begin(
        _ request: Request,
        _ route: Route,
        size: Int,
        isCostly: Bool,
        isWatch: Bool,
        _ context: ChannelHandlerContext,
        _ body: @escaping @Sendable (Request, ReplyStream) async throws -> JSONValue
    ) {
        let isOneway = request.call.mode == .oneway
        let executor: CallExecutor
        do throws(LimitReached) {
            let pending = registry.pendingBytes(of: peer.user) - pendingBytes
            executor = try readers.admit(bytes: size, of: peer.user, further: pending, isCostly: isCostly)
        } catch {
            observe(.refused(peer, error))
            if !isOneway { write(Reply(error.error).message(), context) }
            return
        }
        registry.began()
        let number = executor.number
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        let peer = peer
        let replies = ReplyStream(
            isWanted: request.wantsMore,
            encode: { try route.continuingMessage(to: peer, $0) },
            waitForRoom: {
                try await withCheckedThrowingContinuation { granted in
                    loop.execute { connection.value.room(for: number, granted) }
                }
            },
            deliver: { bytes in loop.execute { connection.value.send(bytes, number) } }
        )
        let task = Task(executorPreference: executor) {
            executor.begin()
            var message: [UInt8]?
            if !Task.isCancelled {
                do {
                    let parameters = try await body(request, replies)
                    // What nobody waits for need not be written out.
                    if !Task.isCancelled { message = route.message(to: peer) { parameters } }
                } catch {
                    let isAbandoned = Task.isCancelled || error is ReplyStream.Ended
                    message = isAbandoned ? nil : route.message(to: peer, for: error)
                }
            }
            let result = message
            loop.execute { connection.value.finish(number, result) }
        }
        state = .answering
        self.call = CallUnderWay(number: number, isOneway: isOneway, isWatch: isWatch, task: task, executor: executor)
    }

    // MARK: - Ends

    /// Ends the connection after its call; one that watches, or still waits for a reader, ends now.
    func drain() {
        isDraining = true
        guard let context else { return }
        if let call {
            if !call.executor.hasBegun { call.abandon() } else if call.isWatch { call.task.cancel() }
        }
        process(context)
    }

    /// Closes the connection now, whatever is under way.
    func abandon() {
        context?.close(promise: nil)
    }

    private func drop(_ reason: ServerEvent.DropReason, _ context: ChannelHandlerContext) {
        observe(.dropped(peer, reason))
        closeWhenFlushed(context)
    }

    /// The replies to earlier calls still go out.
    func closeWhenFlushed(_ context: ChannelHandlerContext) {
        guard isOpen else { return }
        state = .closing
        call?.abandon()
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in channel.close(promise: nil) }
        needsFlush = false
    }

    /// The connection is gone: nobody waits for anything any more.
    private func end() {
        if case .closed = state { return }
        call?.abandon()
        state = .closed
        while let granted = waitingForRoom.popFirst() { granted.resume(throwing: ReplyStream.Ended()) }
        timer?.task.cancel()
        timer = nil
        registry.changePendingBytes(of: peer.user, by: -pendingBytes)
        pendingBytes = 0
        registry.remove(self, keepsPlace: call != nil)
        life.close()
    }
}
