/// The open connections and how many calls are under way. Lives on the event loop.
final class ConnectionRegistry {
    private let limits: Limits
    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    private var countByUser: [UInt32: Int] = [:]
    /// Calls whose worker or task has not ended, be their connection open or not.
    private(set) var callsUnderWay = 0
    private var whenQuiet: [() -> Void] = []

    init(limits: Limits) {
        self.limits = limits
    }

    var count: Int { connections.count }

    /// Why a further connection of `peer` cannot be taken; `nil` where it can.
    func refusal(of peer: Peer) -> ServerEvent.RefusalReason? {
        guard connections.count < limits.connections else { return .tooManyConnections(limit: limits.connections) }
        let limit = limits.connectionsPerUser
        guard peer.isRoot || countByUser[peer.user, default: 0] < limit else {
            return .tooManyConnectionsOfUser(peer.user, limit: limit)
        }
        return nil
    }

    func add(_ connection: ConnectionHandler) {
        guard connections.updateValue(connection, forKey: ObjectIdentifier(connection)) == nil else { return }
        countByUser[connection.peer.user, default: 0] += 1
    }

    func remove(_ connection: ConnectionHandler) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        let remaining = countByUser[connection.peer.user, default: 1] - 1
        countByUser[connection.peer.user] = remaining > 0 ? remaining : nil
        tellWhenQuiet()
    }

    func began() {
        callsUnderWay += 1
    }

    func ended() {
        callsUnderWay -= 1
        tellWhenQuiet()
    }

    /// Calls `body` once, when no connection is open and no call under way.
    func onceQuiet(_ body: @escaping () -> Void) {
        whenQuiet.append(body)
        tellWhenQuiet()
    }

    private func tellWhenQuiet() {
        guard connections.isEmpty, callsUnderWay == 0 else { return }
        let bodies = whenQuiet
        whenQuiet = []
        bodies.forEach { $0() }
    }

    /// Lets each connection finish its call, then closes it.
    func drain() {
        for connection in Array(connections.values) { connection.drain() }
    }

    func closeAll() {
        for connection in Array(connections.values) { connection.abandon() }
    }
}
