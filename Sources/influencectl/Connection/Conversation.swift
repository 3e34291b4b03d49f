import InfluenceControl

/// One connection to the daemon.
struct Conversation {
    let connection: VarlinkConnection
    let session: Session

    func call<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ input: Method.Input
    ) throws(Failure) -> Answer<Method.Output> {
        let document: JSONObject
        do {
            document = try connection.call(Method.name, input.parameters)
        } catch {
            throw Failure(error, socket: session.socket)
        }
        return try session.answer(to: method, document)
    }

    /// Hands each reply to `body` until the last one.
    func stream<Method: VarlinkMethod>(
        _ method: Method.Type,
        _ input: Method.Input,
        _ body: (Answer<Method.Output>) throws(Failure) -> Void
    ) throws(Failure) {
        do {
            var replies = try connection.stream(Method.name, input.parameters)
            while let reply = try replies.next() { try body(session.answer(to: method, reply)) }
        } catch let error as ClientError {
            throw Failure(error, socket: session.socket)
        } catch let failure as Failure {
            throw failure
        } catch {
            throw .notUnderstood(socket: session.socket, reason: "\(error)")
        }
    }
}
