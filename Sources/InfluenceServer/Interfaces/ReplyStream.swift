package import InfluenceControl

/// The way for a streaming method to send replies before its last one.
package struct ReplyStream: Sendable {
    /// Nobody takes the replies: the client has left, or the server stops. The method should return.
    package struct Ended: Error {}

    /// The call did not ask for more than one reply.
    package struct NotWanted: Error, CustomStringConvertible {
        package var description: String { "a reply that continues, to a call without \"more\"" }
    }

    /// Whether the caller takes several replies.
    package let isWanted: Bool
    let encode: @Sendable (JSONValue) throws -> [UInt8]
    let waitForRoom: @Sendable () async throws -> Void
    let deliver: @Sendable ([UInt8]) -> Void

    /// Waits until the client has read enough of what was sent before. To be awaited before a large reply is made: what
    /// nobody reads then takes no memory.
    ///
    /// - Throws: `Ended`.
    package func room() async throws {
        try await waitForRoom()
    }

    /// Sends one reply, with others to follow; waits while the client does not read.
    ///
    /// - Throws: `Ended`, `NotWanted`.
    package func send(_ parameters: JSONValue) async throws {
        guard isWanted else { throw NotWanted() }
        try await waitForRoom()
        deliver(try encode(parameters))
    }
}
