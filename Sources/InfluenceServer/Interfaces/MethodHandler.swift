package import InfluenceControl

/// What answers the calls of a method. The value returned is the parameters of the (last) reply; an error that is not
/// a `VarlinkError` becomes one through its interface's `failure`.
package enum MethodHandler: Sendable {
    /// Runs on the event loop and holds up every connection while it does: for what is at hand, in microseconds.
    case immediate(@Sendable (Request) throws -> JSONValue)
    /// Runs on one of the server's worker threads and may block: reading from the database.
    case worker(@Sendable (Request) throws -> JSONValue)
    /// The same for what may take seconds: one after the other, on a thread of their own, so that they hold up no other
    /// calls.
    case longWork(@Sendable (Request) throws -> JSONValue)
    /// Runs as a task, which is cancelled when the client disconnects; may send replies before the last one.
    case streaming(StreamKind = .finite, @Sendable (Request, ReplyStream) async throws -> JSONValue)

    package enum StreamKind: Sendable {
        /// Ends by itself, and answers calls without `more` as well. At stop it may end its work.
        case finite
        /// Goes on until the client leaves; a call without `more` is answered with ExpectedMore. At stop it is
        /// cancelled at once.
        case watch
    }
}
