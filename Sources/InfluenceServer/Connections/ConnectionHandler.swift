import InfluenceControl
import NIOCore
import NIOPosix

/// One connection: cuts what the client sends into calls, has them answered one after the other, and writes the
/// replies. Lives on the event loop.
///
/// A connection has at most one call under way, so that replies keep the order of the calls, and a call sees what
/// the calls before it have done; calls of different connections run side by side. All waiting is bounded: further
/// calls stay unread while one is under way, and none is begun while the client does not read its replies.
final class ConnectionHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// Calls that were begun get a number, so that a late result finds out that nobody waits for it.
    private enum State {
        /// No call is under way.
        case ready
        case answering(number: UInt64, isOneway: Bool)
        case streaming(number: UInt64, isOneway: Bool, isWatch: Bool, Task<Void, Never>)
        /// Nothing is read or begun any more; what was written goes out, then the connection is closed.
        case closing
        case closed
    }

    let peer: Peer
    private let dispatcher: Dispatcher
    private let limits: Limits
    private let workers: Workers
    private let registry: ConnectionRegistry
    private let observe: @Sendable (ServerEvent) -> Void

    private var context: ChannelHandlerContext?
    private var state = State.ready
    private var framer: MessageFramer
    private var lastNumber: UInt64 = 0
    /// Replies of a stream that wait for the client to read.
    private var waitingReplies = CircularBuffer<(bytes: [UInt8], sent: CheckedContinuation<Void, any Error>)>()
    private var deadline: ConnectionDeadline
    private var timer: (due: NIODeadline, task: Scheduled<Void>)?
    /// The client will send nothing more; it may still read.
    private var inputClosed = false
    private var isDraining = false
    private var isProcessing = false
    /// The channel is handing over what it has read; it says when that is all.
    private var isReceiving = false
    private var isReadingOn = true
    /// All calls that have arrived are begun.
    private var needsBytes = true
    private var needsFlush = false

    init(
        peer: Peer,
        dispatcher: Dispatcher,
        limits: Limits,
        workers: Workers,
        registry: ConnectionRegistry,
        now: NIODeadline,
        observe: @escaping @Sendable (ServerEvent) -> Void
    ) {
        self.peer = peer
        self.dispatcher = dispatcher
        self.limits = limits
        self.workers = workers
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
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        isReceiving = false
        flush(context)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        sendWaitingReplies(context)
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

    private var isOpen: Bool {
        switch state {
        case .closing, .closed: false
        case .ready, .answering, .streaming: true
        }
    }

    // MARK: - Calls

    /// Begins the calls that have arrived, as far as the limits allow.
    private func process(_ context: ChannelHandlerContext) {
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
                perform(try Call(parsing: message), context)
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

    private func perform(_ call: Call, _ context: ChannelHandlerContext) {
        let isOneway = call.mode == .oneway
        switch dispatcher.decide(call, from: peer) {
        case .refuse(let error):
            if !isOneway { write(Reply(error).message(), context) }
        case .run(let route):
            let request = Request(call, from: peer)
            switch route.handler {
            case .immediate(let body):
                let message = route.message { try body(request) }
                if !isOneway { write(message, context) }
            case .worker(let body): work(body, on: workers.short, request, route, context)
            case .longWork(let body): work(body, on: workers.long, request, route, context)
            case .streaming(let kind, let body): stream(body, kind, request, route, context)
            }
        }
    }

    private func work(
        _ body: @escaping @Sendable (Request) throws -> JSONValue,
        on workers: NIOThreadPool,
        _ request: Request,
        _ route: Route,
        _ context: ChannelHandlerContext
    ) {
        let number = begin()
        state = .answering(number: number, isOneway: request.call.mode == .oneway)
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        workers.submit { item in
            let message = item == .active ? route.message { try body(request) } : nil
            loop.execute { connection.value.finish(number, message) }
        }
    }

    private func stream(
        _ body: @escaping @Sendable (Request, ReplyStream) async throws -> JSONValue,
        _ kind: MethodHandler.StreamKind,
        _ request: Request,
        _ route: Route,
        _ context: ChannelHandlerContext
    ) {
        let number = begin()
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        let replies = ReplyStream(
            isWanted: request.wantsMore,
            encode: { try route.continuingMessage($0) },
            deliver: { bytes in
                try await withCheckedThrowingContinuation { sent in
                    loop.execute { connection.value.send(bytes, number, sent) }
                }
            }
        )
        let task = Task {
            let message: [UInt8]?
            do {
                let parameters = try await body(request, replies)
                message = route.message { parameters }
            } catch {
                let isAbandoned = Task.isCancelled || error is ReplyStream.Ended
                message = isAbandoned ? nil : route.message(for: error)
            }
            loop.execute { connection.value.finish(number, message) }
        }
        let isOneway = request.call.mode == .oneway
        state = .streaming(number: number, isOneway: isOneway, isWatch: kind == .watch, task)
    }

    private func begin() -> UInt64 {
        registry.began()
        lastNumber &+= 1
        return lastNumber
    }

    // MARK: - Replies

    /// The last reply of call `number` is there; without a message the call was given up.
    private func finish(_ number: UInt64, _ message: [UInt8]?) {
        registry.ended()
        guard let context, let isOneway = underWay(number) else { return }
        // What a stream sent and did not wait for goes before its last reply.
        while let reply = waitingReplies.popFirst() {
            write(reply.bytes, context)
            reply.sent.resume()
        }
        state = .ready
        if let message {
            if !isOneway { write(message, context) }
            process(context)
        } else {
            closeWhenFlushed(context)
            flush(context)
            settle(context)
        }
    }

    /// Whether the call `number` is oneway; `nil` where it is not under way any more.
    private func underWay(_ number: UInt64) -> Bool? {
        switch state {
        case .answering(number, let isOneway), .streaming(number, let isOneway, _, _): isOneway
        default: nil
        }
    }

    /// A reply of a stream. It goes out at once, or when the client has read enough of what was sent before.
    private func send(_ bytes: [UInt8], _ number: UInt64, _ sent: CheckedContinuation<Void, any Error>) {
        guard let context, underWay(number) != nil else { return sent.resume(throwing: ReplyStream.Ended()) }
        waitingReplies.append((bytes, sent))
        sendWaitingReplies(context)
        settle(context)
    }

    private func sendWaitingReplies(_ context: ChannelHandlerContext) {
        while context.channel.isWritable, let reply = waitingReplies.popFirst() {
            write(reply.bytes, context)
            flush(context)
            reply.sent.resume()
        }
    }

    private func write(_ message: [UInt8], _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: message)), promise: nil)
        needsFlush = true
    }

    private func flush(_ context: ChannelHandlerContext) {
        guard needsFlush else { return }
        needsFlush = false
        context.flush()
    }

    // MARK: - Ends

    /// Ends the connection after its call; a watching call ends now.
    func drain() {
        isDraining = true
        guard let context else { return }
        if case .streaming(_, _, true, let task) = state { task.cancel() }
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
    private func closeWhenFlushed(_ context: ChannelHandlerContext) {
        guard isOpen else { return }
        state = .closing
        let channel = context.channel
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in channel.close(promise: nil) }
        needsFlush = false
    }

    /// The connection is gone: nobody waits for anything any more.
    private func end() {
        if case .streaming(_, _, _, let task) = state { task.cancel() }
        state = .closed
        while let reply = waitingReplies.popFirst() { reply.sent.resume(throwing: ReplyStream.Ended()) }
        timer?.task.cancel()
        timer = nil
        registry.remove(self)
    }

    // MARK: - Bounds

    /// Reads or not, and sets the time by which something has to happen.
    private func settle(_ context: ChannelHandlerContext) {
        if case .closed = state { return }
        let wantsReading = wantsReading
        if wantsReading != isReadingOn {
            isReadingOn = wantsReading
            try? context.channel.syncOptions?.setOption(.autoRead, value: wantsReading)
        }
        deadline.expect(awaited(context), at: context.eventLoop.now)
        setTimer(context)
    }

    private var wantsReading: Bool {
        switch state {
        case .closing, .closed: false
        // Of a call that has arrived in part, the rest is wanted however long it is: its own limit holds.
        case .ready: needsBytes || framer.bufferedByteCount < limits.pipelinedBytes
        case .answering, .streaming: framer.bufferedByteCount < limits.pipelinedBytes
        }
    }

    private func awaited(_ context: ChannelHandlerContext) -> ConnectionDeadline.Awaited {
        guard context.channel.isWritable else { return .reader }
        switch state {
        case .closing: return .reader
        case .ready: return framer.bufferedByteCount > 0 ? .restOfCall : .call
        case .answering, .streaming, .closed: return .nothing
        }
    }

    /// One timer a connection, which is moved only to an earlier time: most of what is awaited comes long before.
    private func setTimer(_ context: ChannelHandlerContext) {
        guard let due = deadline.due(limits) else { return }
        if let timer {
            guard due < timer.due else { return }
            timer.task.cancel()
        }
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        timer = (due, context.eventLoop.scheduleTask(deadline: due) { connection.value.timerFired() })
    }

    private func timerFired() {
        timer = nil
        guard let context else { return }
        guard let due = deadline.due(limits), due <= context.eventLoop.now else { return setTimer(context) }
        if let reason = deadline.dropReason { observe(.dropped(peer, reason)) }
        context.close(promise: nil)
    }
}
