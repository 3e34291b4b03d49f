import InfluenceControl
import NIOCore

// How much is taken of a client, and how long it is waited for.

extension ConnectionHandler {
    /// Reads or not, and sets the time by which something has to happen.
    func settle(_ context: ChannelHandlerContext) {
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
    func boundPendingBytes(_ context: ChannelHandlerContext) {
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
