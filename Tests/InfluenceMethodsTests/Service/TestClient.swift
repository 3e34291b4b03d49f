import InfluenceControl
import Testing

/// A connection to a daemon in this process.
actor TestClient {
    private let thread = BlockingThread()
    private let path: String
    private var connection: VarlinkConnection?
    private var replies: VarlinkConnection.Replies?

    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    init(_ path: String) {
        self.path = path
    }

    private func connected() throws -> VarlinkConnection {
        if let connection { return connection }
        let made = try VarlinkConnection(path: path, timeout: .seconds(60))
        connection = made
        return made
    }

    private func fullName(_ method: String) -> String {
        let admin = [
            "Upload", "DismissDeliveries", "ImportObservations", "UndoImport", "Recompute", "Reload", "Backup",
            "Silence", "Unsilence",
            "ExtendSilences",
            "Acknowledge",
            "TestHook", "RetryDeliveries", "RepairClock",
        ]
        return (admin.contains(method) ? "org.influenced.Admin." : "org.influenced.Index.") + method
    }

    func call(_ method: String, _ parameters: JSONObject = [:]) throws -> JSONObject {
        try connected().call(fullName(method), parameters)
    }

    /// The error that the call is refused with; `nil` if it is not.
    func refusal(_ method: String, _ parameters: JSONObject = [:]) throws -> VarlinkError? {
        do throws(ClientError) {
            _ = try VarlinkConnection(path: path, timeout: .seconds(60)).call(fullName(method), parameters)
            return nil
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return refusal
        }
    }

    /// Every reply of a call with `more`.
    func all(_ method: String, _ parameters: JSONObject = [:]) throws -> [JSONObject] {
        var replies = try connected().stream(fullName(method), parameters)
        var result: [JSONObject] = []
        while let reply = try replies.next() { result.append(reply) }
        return result
    }

    /// Begins a call with `more` and returns its first reply; ``next()`` returns the following ones.
    func watch(_ parameters: JSONObject = [:]) throws -> JSONObject? {
        replies = try connected().stream("org.influenced.Index.Watch", parameters)
        return try next()
    }

    func close() {
        replies = nil
        connection = nil
    }

    func next() throws -> JSONObject? { try replies?.next() }
}

extension JSONObject {
    func list(_ name: String) -> [JSONObject] { self[name]?.arrayValue?.compactMap(\.objectValue) ?? [] }
    func texts(_ name: String) -> [String] { self[name]?.arrayValue?.compactMap(\.stringValue) ?? [] }
    func text(_ name: String) -> String? { self[name]?.stringValue }
    func number(_ name: String) -> Double? { self[name]?.numberValue }
    func integer(_ name: String) -> Int64? { self[name]?.integerValue }
    func flag(_ name: String) -> Bool? { self[name]?.boolValue }
}

extension VarlinkError {
    /// The name without its interface.
    var shortName: String { String(name.split(separator: ".").last ?? "") }
}
