/// A connection to a Varlink service, for programs that ask and wait: every call blocks the thread. Not for use by
/// several threads at once.
package final class VarlinkConnection {
    private let stream: SocketStream
    private var framer: MessageFramer
    /// Whether the last call still has replies to come.
    private var awaitsReply = false

    /// Longest reply taken, in bytes.
    package static let maximumReplySize = 256 * 1024 * 1024

    /// Connects to the service at `path`.
    ///
    /// - Parameters:
    ///   - path: of a Unix socket, at most 107 bytes.
    ///   - timeout: how long each wait for the service may take; `nil` waits for ever.
    package init(path: String, timeout: Duration? = nil) throws(ClientError) {
        stream = try SocketStream(path: path, timeout: timeout)
        framer = MessageFramer(maximumMessageSize: Self.maximumReplySize)
    }

    /// Calls `method` (interface and method, joined by a dot) and returns the parameters of its reply.
    ///
    /// - Throws: `.refused` with the error that the service answered; the connection stays usable then.
    package func call(_ method: String, _ parameters: JSONObject = [:]) throws(ClientError) -> JSONObject {
        try begin(Call(method, parameters))
        let reply = try nextReply()
        guard !reply.continues else { throw .invalidReply("it continues a call that asked for one reply") }
        return try self.parameters(of: reply)
    }

    /// Calls `method` without waiting: there will be no reply and no error.
    package func send(_ method: String, _ parameters: JSONObject = [:]) throws(ClientError) {
        guard !awaitsReply else { throw .busy }
        try stream.write(Call(method, parameters, mode: .oneway).message())
    }

    /// Calls `method` for as many replies as it has; they are read one by one.
    package func stream(_ method: String, _ parameters: JSONObject = [:]) throws(ClientError) -> Replies {
        try begin(Call(method, parameters, mode: .more))
        return Replies(connection: self)
    }

    /// The replies to one call.
    package struct Replies {
        fileprivate let connection: VarlinkConnection
        private var isFinished = false

        fileprivate init(connection: VarlinkConnection) {
            self.connection = connection
        }

        /// The parameters of the next reply, `nil` after the last one.
        ///
        /// - Throws: `.refused` with the error that ended the call.
        package mutating func next() throws(ClientError) -> JSONObject? {
            guard !isFinished else { return nil }
            let reply = try connection.nextReply()
            isFinished = !reply.continues
            return try connection.parameters(of: reply)
        }
    }

    private func begin(_ call: Call) throws(ClientError) {
        guard !awaitsReply else { throw .busy }
        do throws(ClientError) {
            try stream.write(call.message())
        } catch .closed {
            // A service that refuses says why before it closes.
        }
        awaitsReply = true
    }

    private func nextReply() throws(ClientError) -> Reply {
        let message = try nextMessage()
        let reply: Reply
        do { reply = try Reply(parsing: message) } catch { throw .invalidReply(error.description) }
        awaitsReply = reply.continues
        return reply
    }

    private func nextMessage() throws(ClientError) -> [UInt8] {
        while true {
            let message: [UInt8]?
            do { message = try framer.next() } catch { throw .invalidReply(error.description) }
            if let message { return message }
            guard try stream.read(into: &framer) else { throw .closed }
        }
    }

    private func parameters(of reply: Reply) throws(ClientError) -> JSONObject {
        let parameters = reply.parameters.objectValue ?? [:]
        if let name = reply.error { throw .refused(VarlinkError(name, parameters)) }
        return parameters
    }
}
