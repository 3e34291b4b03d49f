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

    private enum State {
        /// No call is under way.
        case ready
        case answering
        /// Nothing is read or begun any more; what was written goes out, then the connection is closed.
        case closing
        case closed
    }

    private struct CallUnderWay {
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

    let peer: Peer
    private let dispatcher: Dispatcher
    private let limits: Limits
    private let readers: Readers
    private let registry: ConnectionRegistry
    private let observe: @Sendable (ServerEvent) -> Void

    private var context: ChannelHandlerContext?
    private var state = State.ready
    /// The call whose work has not ended; with its connection closed too.
    private var call: CallUnderWay?
    private var framer: MessageFramer
    /// Streams that wait for the client to read before they send more.
    private var waitingForRoom = CircularBuffer<CheckedContinuation<Void, any Error>>()
    /// Told when all that was written has gone out.
    private var awaitsFlush = false
    private let life = ConnectionLife()
    /// What the registry has been told of.
    private var pendingBytes = 0
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

    private var isOpen: Bool {
        switch state {
        case .closing, .closed: false
        case .ready, .answering: true
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

    // MARK: - Replies

    /// The last reply of call `number` is there; without a message the call was given up.
    private func finish(_ number: UInt64, _ message: [UInt8]?) {
        registry.ended()
        let isOneway = call?.isOneway ?? false
        call = nil
        switch state {
        case .closed: return registry.giveBackPlace(of: peer.user)
        case .answering: break
        case .ready, .closing: return
        }
        guard let context else { return }
        // A stream that sends without waiting has nothing more to wait for.
        while let granted = waitingForRoom.popFirst() { granted.resume(throwing: ReplyStream.Ended()) }
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

    private func isUnderWay(_ number: UInt64) -> Bool {
        if case .answering = state { call?.number == number } else { false }
    }

    /// A stream wants to send a reply: now, or when the client has read enough of what was sent before.
    private func room(for number: UInt64, _ granted: CheckedContinuation<Void, any Error>) {
        guard let context, isUnderWay(number) else { return granted.resume(throwing: ReplyStream.Ended()) }
        waitingForRoom.append(granted)
        grantRoom(context)
        settle(context)
    }

    private func send(_ bytes: [UInt8], _ number: UInt64) {
        guard let context, isUnderWay(number) else { return }
        write(bytes, context)
        flush(context)
        settle(context)
    }

    private func grantRoom(_ context: ChannelHandlerContext) {
        while !waitingForRoom.isEmpty, hasRoom(context) { waitingForRoom.popFirst()?.resume() }
        guard !waitingForRoom.isEmpty, context.channel.isWritable, !awaitsFlush else { return }
        // The channel tells when it is writable again, but not when it has nothing left to write.
        awaitsFlush = true
        let connection = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(ByteBuffer())).whenComplete { _ in connection.value.flushed() }
    }

    private func flushed() {
        awaitsFlush = false
        guard let context else { return }
        grantRoom(context)
        settle(context)
    }

    /// Whether a stream may send. Watchers may when all was read, since they send for ever; so may all streams of a user
    /// whose clients leave much unread.
    private func hasRoom(_ context: ChannelHandlerContext) -> Bool {
        guard context.channel.isWritable else { return false }
        if unreadBytes == 0 { return true }
        if call?.isWatch == true { return false }
        return registry.unreadBytes(of: peer.user) < limits.waitingBytes
    }

    /// Bytes that were written and that neither the client nor the kernel has taken.
    var unreadBytes: Int {
        (try? context?.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
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
    private func closeWhenFlushed(_ context: ChannelHandlerContext) {
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

    // MARK: - Bounds

    /// Reads or not, and sets the time by which something has to happen.
    private func settle(_ context: ChannelHandlerContext) {
        if case .closed = state { return }
        if framer.bufferedByteCount != pendingBytes {
            registry.changePendingBytes(of: peer.user, by: framer.bufferedByteCount - pendingBytes)
            pendingBytes = framer.bufferedByteCount
        }
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
        case .answering:
            framer.bufferedByteCount < limits.pipelinedBytes
                && registry.pendingBytes(of: peer.user) < limits.waitingBytes / 2
        }
    }

    /// Closes the connection where its call, not whole yet, makes the user's bytes too many.
    private func boundPendingBytes(_ context: ChannelHandlerContext) {
        guard isOpen, framer.bufferedByteCount > 0,
            registry.pendingBytes(of: peer.user) > framer.bufferedByteCount,
            registry.pendingBytes(of: peer.user) + readers.waitingBytes(of: peer.user) > limits.waitingBytes
        else { return }
        let limit = LimitReached.waitingBytes(limit: limits.waitingBytes)
        observe(.refused(peer, limit))
        // No reply may overtake that of a call under way.
        if case .ready = state { write(Reply(limit.error).message(), context) }
        closeWhenFlushed(context)
        settle(context)
    }

    private func awaited(_ context: ChannelHandlerContext) -> ConnectionDeadline.Awaited {
        guard context.channel.isWritable, waitingForRoom.isEmpty else { return .reader }
        switch state {
        case .closing: return .reader
        case .ready: return framer.bufferedByteCount > 0 ? .restOfCall : .call
        case .answering, .closed: return .nothing
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
