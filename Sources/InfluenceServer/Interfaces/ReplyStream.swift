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
    let deliver: @Sendable ([UInt8]) async throws -> Void

    /// Sends one reply, with others to follow; waits while the client does not read.
    ///
    /// - Throws: `Ended`, `NotWanted`.
    package func send(_ parameters: JSONValue) async throws {
        guard isWanted else { throw NotWanted() }
        try await deliver(try encode(parameters))
    }
}
