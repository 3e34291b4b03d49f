package import InfluenceControl

/// What answers the calls of a method. The value returned is the parameters of the (last) reply; an error that is not
/// a `VarlinkError` becomes one through its interface's `failure`.
package enum MethodHandler: Sendable {
    /// Runs on the event loop and holds up every connection while it does: for what is at hand, in microseconds.
    case immediate(@Sendable (Request) throws -> JSONValue)
    /// Runs on one of the readers when the user has his turn, and may block: reading from the database. `Task.isCancelled`
    /// tells that the client has gone; what takes long looks at it now and then.
    case reader(Cost = .cheap, @Sendable (Request) throws -> JSONValue)
    /// The same in pieces: between them, where it awaits something, others have their turn. May send replies before the
    /// last one. Cancelled when the client disconnects.
    case streaming(StreamKind = .finite, @Sendable (Request, ReplyStream) async throws -> JSONValue)

    package enum StreamKind: Sendable {
        /// Ends by itself, and answers calls without `more` as well. At stop it may end its work.
        case finite
        /// Goes on until the client leaves; a call without `more` is answered with ExpectedMore. At stop it is
        /// cancelled at once. A reply goes out when the client has read those before.
        case watch
    }
}
