/// The open connections, the places that they take, and how many calls are under way. Lives on the event loop.
final class ConnectionRegistry {
    private let limits: Limits
    private var connections: [ObjectIdentifier: ConnectionHandler] = [:]
    /// Places by user: connections that are open, and those closed whose call has not ended.
    private var places: [UInt32: Int] = [:]
    private var placesTaken = 0
    /// Connections beyond the limits whose clients are being told so.
    private var refused = 0
    /// Bytes of calls that have arrived and are not begun, by user.
    private var pendingBytes: [UInt32: Int] = [:]
    /// Calls whose work has not ended, be their connection open or not.
    private(set) var callsUnderWay = 0
    private var whenQuiet: [() -> Void] = []

    init(limits: Limits) {
        self.limits = limits
    }

    var count: Int { connections.count }

    /// Why a further connection of `peer` cannot be taken; `nil` where it can.
    /// - Parameter isAdministrator: whether it may have a place that is kept for those.
    func refusal(of peer: Peer, isAdministrator: Bool) -> LimitReached? {
        guard places[peer.user, default: 0] < limits.connectionsPerUser else {
            return .connectionsOfUser(limit: limits.connectionsPerUser)
        }
        let limit = isAdministrator ? limits.connections : limits.connections - limits.reservedConnections
        return placesTaken < limit ? nil : .connections(limit: limit)
    }

    func add(_ connection: ConnectionHandler) {
        guard connections.updateValue(connection, forKey: ObjectIdentifier(connection)) == nil else { return }
        places[connection.peer.user, default: 0] += 1
        placesTaken += 1
    }

    /// - Parameter keepsPlace: a call of it is still at work; ``giveBackPlace(of:)`` follows.
    func remove(_ connection: ConnectionHandler, keepsPlace: Bool) {
        guard connections.removeValue(forKey: ObjectIdentifier(connection)) != nil else { return }
        if !keepsPlace { giveBackPlace(of: connection.peer.user) }
        tellWhenQuiet()
    }

    func giveBackPlace(of user: UInt32) {
        let remaining = places[user, default: 1] - 1
        places[user] = remaining > 0 ? remaining : nil
        placesTaken -= 1
    }

    /// Whether a refused connection may stay open until its client has heard why.
    func addRefused() -> Bool {
        guard refused < limits.refusedConnections else { return false }
        refused += 1
        return true
    }

    func removeRefused() {
        refused -= 1
    }

    // MARK: Bytes

    func pendingBytes(of user: UInt32) -> Int { pendingBytes[user, default: 0] }

    func changePendingBytes(of user: UInt32, by change: Int) {
        let bytes = pendingBytes[user, default: 0] + change
        pendingBytes[user] = bytes > 0 ? bytes : nil
    }

    /// Bytes of replies that a user's clients have not read.
    func unreadBytes(of user: UInt32) -> Int {
        connections.values.reduce(0) { $1.peer.user == user ? $0 + $1.unreadBytes : $0 }
    }

    // MARK: Calls

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
