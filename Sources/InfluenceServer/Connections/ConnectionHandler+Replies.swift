import NIOCore

// What goes out: the replies of the call under way, the room that its stream waits for, and its end.

extension ConnectionHandler {
    /// The last reply of call `number` is there; without a message the call was given up.
    func finish(_ number: UInt64, _ message: [UInt8]?) {
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
    func room(for number: UInt64, _ granted: CheckedContinuation<Void, any Error>) {
        guard let context, isUnderWay(number) else { return granted.resume(throwing: ReplyStream.Ended()) }
        waitingForRoom.append(granted)
        grantRoom(context)
        settle(context)
    }

    func send(_ bytes: [UInt8], _ number: UInt64) {
        guard let context, isUnderWay(number) else { return }
        write(bytes, context)
        flush(context)
        settle(context)
    }

    func grantRoom(_ context: ChannelHandlerContext) {
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

    func write(_ message: [UInt8], _ context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(context.channel.allocator.buffer(bytes: message)), promise: nil)
        needsFlush = true
    }

    func flush(_ context: ChannelHandlerContext) {
        guard needsFlush else { return }
        needsFlush = false
        context.flush()
    }
}
