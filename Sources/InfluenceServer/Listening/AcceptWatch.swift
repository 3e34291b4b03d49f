import NIOCore

/// Tells when the system has no descriptors left for further connections, and when it has again. Lives on the event loop,
/// behind the handler that stops accepting meanwhile.
final class AcceptWatch: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let observe: @Sendable (ServerEvent) -> Void
    private var isPaused = false

    init(observe: @escaping @Sendable (ServerEvent) -> Void) {
        self.observe = observe
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !isPaused {
            isPaused = true
            observe(.acceptPaused(String(describing: error)))
        }
        context.fireErrorCaught(error)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if isPaused {
            isPaused = false
            observe(.acceptResumed)
        }
        context.fireChannelRead(data)
    }
}
