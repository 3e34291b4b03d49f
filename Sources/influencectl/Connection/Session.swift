import InfluenceControl

/// Where the daemon is and how long to wait for it; asks it and waits.
struct Session {
    let socket: String
    /// For each wait for the daemon; `nil` waits for ever.
    let timeout: Duration?

    static let defaultSocket = "/run/influenced/influenced.sock"

    /// The socket that the user names, else the environment's `INFLUENCED_SOCKET`, else the usual one.
    ///
    /// - Parameter timeout: in seconds, 10 by default; 0 waits for ever.
    static func usual(socket: String?, timeout: Double?, in terminal: Terminal = .current) -> Session {
        let inherited = terminal.environment("INFLUENCED_SOCKET") ?? ""
        let seconds = timeout ?? 10
        return Session(
            socket: socket ?? (inherited.isEmpty ? defaultSocket : inherited),
            timeout: seconds > 0 ? .seconds(seconds) : nil
        )
    }

    func connect() throws(Failure) -> Conversation {
        do {
            return Conversation(connection: try VarlinkConnection(path: socket, timeout: timeout), socket: socket)
        } catch {
            throw Failure(error, socket: socket)
        }
    }

    /// One call on a connection of its own.
    ///
    /// A daemon that is restarted just then may take the call with it. What only reads is asked once more, of the next
    /// daemon; what changes something may have been done, and is not.
    func call(_ method: Method, _ parameters: JSONObject = [:]) throws(Failure) -> JSONValue {
        do throws(Failure) {
            return try connect().call(method, parameters)
        } catch .connectionLost where method.isReading {
            return try connect().call(method, parameters)
        }
    }

    /// A call whose reply comes in pages, merged into one document: the lists named `list` joined, the rest of the
    /// first page, and nothing to follow.
    func pages(_ method: Method, _ parameters: JSONObject, joining list: String) throws(Failure) -> JSONValue {
        var merged: JSONObject?
        var items: [JSONValue] = []
        try connect().stream(method, parameters) { page throws(Failure) in
            items += page[list].elements
            if merged == nil { merged = page.objectValue }
        }
        var result = merged ?? [:]
        result[list] = .array(items)
        result["next"] = JSONValue.null
        return .object(result)
    }
}

extension Session {
    /// What the whole index is called in the model: its tree is listed from there on. `nil` where the model has no node.
    /// - Parameter known: under the model of that time; `nil` for the present one.
    func rootNode(_ known: KnowledgeOptions? = nil) throws(Failure) -> String? {
        let model = try call(.index("GetModel"), known?.added() ?? [:])
        return model["nodes"].elements.first?["node"].stringValue
    }
}

/// A method of the daemon.
struct Method {
    /// Interface and method, joined by a dot.
    let name: String
    /// Whether it leaves everything as it is, so that asking again does no harm.
    let isReading: Bool

    /// A method that only reads.
    static func index(_ name: String) -> Method { Method(name: "org.influenced.Index.\(name)", isReading: true) }
    /// A method that changes something.
    static func admin(_ name: String) -> Method { Method(name: "org.influenced.Admin.\(name)", isReading: false) }
}

/// One connection to the daemon.
struct Conversation {
    fileprivate let connection: VarlinkConnection
    fileprivate let socket: String

    func call(_ method: Method, _ parameters: JSONObject = [:]) throws(Failure) -> JSONValue {
        do {
            return .object(try connection.call(method.name, parameters))
        } catch {
            throw Failure(error, socket: socket)
        }
    }

    /// Hands each reply to `body` until the last one.
    func stream(
        _ method: Method,
        _ parameters: JSONObject,
        _ body: (JSONValue) throws(Failure) -> Void
    ) throws(Failure) {
        do {
            var replies = try connection.stream(method.name, parameters)
            while let reply = try replies.next() { try body(.object(reply)) }
        } catch let error as ClientError {
            throw Failure(error, socket: socket)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw .notUnderstood(socket: socket, reason: "\(error)")
        }
    }
}
