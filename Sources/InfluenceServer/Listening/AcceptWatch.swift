import NIOCore

/// Stops accepting for a while where the system has no descriptors, or memory, left for further connections, and tells so, and
/// when it has again. Lives on the event loop.
///
/// NIO's own handler for this keeps the loop busy: what it holds back is the next read, while the socket, which still has
/// connections waiting, stays registered.
final class AcceptWatch: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let pause: TimeAmount
    private let observe: @Sendable (ServerEvent) -> Void
    private var isTold = false
    private var resumption: Scheduled<Void>?

    /// - Parameter pause: until the next try.
    init(pause: TimeAmount, observe: @escaping @Sendable (ServerEvent) -> Void) {
        self.pause = pause
        self.observe = observe
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isTold {
            isTold = true
            observe(.acceptPaused(String(describing: error)))
        }
        if resumption == nil {
            setReading(false, context)
            let watch = NIOLoopBound((self, context), eventLoop: context.eventLoop)
            resumption = context.eventLoop.scheduleTask(in: pause) {
                let (watch, context) = watch.value
                watch.resumption = nil
                watch.setReading(true, context)
            }
        }
        context.fireErrorCaught(error)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isTold {
            isTold = false
            observe(.acceptResumed)
        }
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        stop()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        stop()
    }

    private func stop() {
        resumption?.cancel()
        resumption = nil
    }

    /// Fails for a channel that is closed only, which reads nothing.
    private func setReading(_ reads: Bool, _ context: ChannelHandlerContext) {
        try? context.channel.syncOptions?.setOption(.autoRead, value: reads)
    }
}
