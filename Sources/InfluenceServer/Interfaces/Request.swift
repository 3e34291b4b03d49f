package import InfluenceControl

/// A call as a method sees it: its parameters are of the types that the interface gives them.
package struct Request: Sendable {
    package let call: Call
    package let peer: Peer
    /// The connection that it came by.
    package let connection: ConnectionLife

    package init(_ call: Call, from peer: Peer, over connection: ConnectionLife = ConnectionLife()) {
        self.call = call
        self.peer = peer
        self.connection = connection
    }

    package var parameters: JSONObject { call.parameters }

    /// Whether the caller takes several replies.
    package var wantsMore: Bool { call.mode == .more }
}
