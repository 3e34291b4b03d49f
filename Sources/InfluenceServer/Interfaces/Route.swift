import InfluenceControl
import InfluenceDescription

/// A method with what answers it, and the way from a handler's result to the message that goes out.
struct Route: Sendable {
    let name: String
    let interface: VarlinkInterface
    let method: InterfaceDescription.Method
    let handler: MethodHandler
    let checksReplies: Bool
    let observe: @Sendable (ServerEvent) -> Void

    /// The last reply to a call: what the handler returned, or the error that stands for what it threw.
    func message(to peer: Peer, for body: () throws -> JSONValue) -> [UInt8] {
        do {
            return try checked(Reply(try body()), to: peer).message()
        } catch {
            return message(to: peer, for: error)
        }
    }

    /// The reply that stands for an error.
    func message(to peer: Peer, for error: any Error) -> [UInt8] {
        if let error = error as? VarlinkError {
            do { return try checked(error, to: peer).message() } catch { return failure(error, peer).message() }
        }
        return failure(error, peer).message()
    }

    /// A reply with others to follow.
    func continuingMessage(to peer: Peer, _ parameters: JSONValue) throws -> [UInt8] {
        try checked(Reply(parameters, continues: true), to: peer).message()
    }

    private func failure(_ error: any Error, _ peer: Peer) -> Reply {
        observe(.failed(peer, method: name, error: String(describing: error)))
        return Reply(interface.failure(error))
    }

    private func checked(_ reply: Reply, to peer: Peer) throws -> Reply {
        if checksReplies {
            try observed(peer) { () throws(TypeMismatch) in
                try interface.description.check(reply.parameters, against: method.output)
            }
        }
        return reply
    }

    private func checked(_ error: VarlinkError, to peer: Peer) throws -> Reply {
        if checksReplies, let name = interface.description.member(of: error.name) {
            try observed(peer) { () throws(TypeMismatch) in
                guard let parameters = interface.description.errors[name] else {
                    throw TypeMismatch(path: error.name, problem: "the interface describes no such error")
                }
                try interface.description.check(error.parameters, against: parameters)
            }
        }
        return Reply(error)
    }

    private func observed(_ peer: Peer, _ check: () throws(TypeMismatch) -> Void) throws {
        do {
            try check()
        } catch {
            observe(.invalidReply(peer, method: name, error))
            throw error
        }
    }
}
