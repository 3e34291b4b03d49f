import InfluenceControl
import NIOCore

/// A connection beyond a limit: its client is told so, whatever it asks, and has a moment to read it. Lives on the event
/// loop.
final class RefusedConnection: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let error: VarlinkError
    private let patience: TimeAmount
    private let registry: ConnectionRegistry
    /// Whether one of the places for such connections is taken.
    private let lingers: Bool
    private var timer: Scheduled<Void>?

    init(_ limit: LimitReached, limits: Limits, registry: ConnectionRegistry) {
        error = limit.error
        patience = TimeAmount(limits.refusal)
        self.registry = registry
        lingers = registry.addRefused()
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { tell(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        tell(context)
    }

    private func tell(_ context: ChannelHandlerContext) {
        let message = context.channel.allocator.buffer(bytes: Reply(error).message())
        guard lingers else {
            let channel = context.channel
            context.writeAndFlush(wrapOutboundOut(message)).whenComplete { _ in channel.close(promise: nil) }
            return
        }
        context.writeAndFlush(wrapOutboundOut(message), promise: nil)
        // Closed at once, the client's call would fail before it reads this.
        let channel = context.channel
        timer = context.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if unwrapInboundIn(data).readableBytesView.contains(0) { context.close(promise: nil) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        context.close(promise: nil)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        timer?.cancel()
        if lingers { registry.removeRefused() }
    }
}
