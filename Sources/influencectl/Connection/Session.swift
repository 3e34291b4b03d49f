import InfluenceControl
import InfluenceDescription

/// Where the daemon is and how long to wait for it; asks it and waits.
struct Session {
    let socket: String
    /// For each wait for the daemon; `nil` waits for ever.
    let timeout: Duration?

    /// Seconds for which an answer is waited for.
    static let usualTimeout = 10
    /// The same, where the daemon may have long to do.
    static let patientTimeout = 600

    /// The socket that the user names, else the environment's `INFLUENCED_SOCKET`, else the usual one.
    ///
    /// - Parameter timeout: in seconds, ``usualTimeout`` by default; 0 waits for ever.
    static func usual(socket: String?, timeout: Double?, in terminal: Terminal = .current) -> Session {
        let inherited = terminal.environment("INFLUENCED_SOCKET") ?? ""
        let seconds = timeout ?? Double(usualTimeout)
        return Session(
            socket: socket ?? (inherited.isEmpty ? ControlSocket.usualPath : inherited),
            timeout: seconds > 0 ? .seconds(seconds) : nil
        )
    }

    func connect() throws(Failure) -> Conversation {
        do {
            return Conversation(connection: try VarlinkConnection(path: socket, timeout: timeout), session: self)
        } catch {
            throw Failure(error, socket: socket)
        }
    }

    /// One call on a connection of its own.
    ///
    /// A daemon that is restarted just then may take the call with it. What only reads is asked once more, of the next
    /// daemon; what changes something may have been done, and is not.
    func call<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ input: Method.Input
    ) throws(Failure) -> Answer<Method.Output> {
        do throws(Failure) {
            return try connect().call(method, input)
        } catch .connectionLost where method.isReading {
            return try connect().call(method, input)
        }
    }

    /// A call whose reply comes in pages, merged into one: the lists joined, the rest of the first page, and nothing to
    /// follow.
    func pages<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ input: Method.Input,
        joining list: Method.Output.Field,
        upTo next: Method.Output.Field
    ) throws(Failure) -> Answer<Method.Output> {
        var first: Answer<Method.Output>?
        var items: [JSONValue] = []
        try connect().stream(method, input) { page throws(Failure) in
            items += page.elements(list)
            try refuseEndless(method, items.count)
            if first == nil { first = page }
        }
        guard let first else { throw .connectionLost(socket: socket) }
        var merged = first.replacing(list, by: .array(items))
        merged[next.rawValue] = JSONValue.null
        return try answer(to: method, merged)
    }

    /// A list that is handed out newest first, so many at a time: at most `limit` of its elements in one reply, the rest of
    /// which is the first one's.
    /// - Parameters:
    ///   - input: for so many elements, older than the last one that has come.
    ///   - oldest: what the last element of a reply is known by; `nil` where it has none.
    func newest<Method: VarlinkMethod, Place>(
        _ method: Method.Type,
        atMost limit: Int,
        of list: Method.Output.Field,
        _ input: (_ count: Int64, _ before: Place?) -> Method.Input,
        oldest: (Method.Output) -> Place?
    ) throws(Failure) -> Answer<Method.Output> {
        let conversation = try connect()
        var first: Answer<Method.Output>?
        var items: [JSONValue] = []
        var last: Place?
        repeat {
            // More at once no daemon hands out, and it may hand out fewer than were asked for.
            let page = try conversation.call(method, input(Int64(min(limit - items.count, 10_000)), last))
            first = first ?? page
            last = oldest(page.reply)
            items += page.elements(list)
        } while last != nil && items.count < limit
        guard let first else { throw .connectionLost(socket: socket) }
        return try answer(to: method, first.replacing(list, by: .array(Array(items.prefix(limit)))))
    }

    /// More than any index has: who sends more never comes to an end.
    private static let mostItems = 10_000_000

    /// - Parameter count: of what has come so far, page by page.
    func refuseEndless<Method: VarlinkMethod>(_ method: Method.Type, _ count: Int) throws(Failure) {
        guard count > Self.mostItems else { return }
        throw .notUnderstood(socket: socket, reason: "\(Method.name): more than \(Self.mostItems) entries")
    }

    /// What a daemon says, be it an older one, or that it is none.
    func answer<Method: VarlinkMethod>(
        to method: Method.Type,
        _ document: JSONObject
    ) throws(Failure) -> Answer<Method.Output> {
        if let answer = try? Answer<Method.Output>(.object(document)) { return answer }
        do throws(TypeMismatch) {
            let whole = InterfaceDescription.completed(document, of: Method.name) ?? document
            return Answer(.object(document), as: try Method.Output(json: .object(whole)))
        } catch {
            throw .notUnderstood(socket: socket, reason: "\(Method.name): \(error)")
        }
    }
}

extension Session {
    /// What the whole index is called in the model: its tree is listed from there on. `nil` where the model has no node.
    /// - Parameter known: under the model of that time; `nil` for the present one.
    func rootNode(_ known: KnowledgeOptions? = nil) throws(Failure) -> String? {
        let input = IndexInterface.GetModel.Input()
        return try call(IndexInterface.GetModel.self, known?.added(to: input) ?? input).reply.nodes.first?.node
    }
}

extension Session {
    /// What the figures mean, for tables of replies that do not say it themselves.
    func definition() throws(Failure) -> String? {
        try call(IndexInterface.GetStatus.self, .init()).reply.definition
    }
}

extension VarlinkMethod {
    /// Whether it leaves everything as it is, so that asking again does no harm.
    static var isReading: Bool { name.hasPrefix(IndexInterface.name + ".") }
}
