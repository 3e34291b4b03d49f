/// What clients may cost. Each limit says what happens beyond it; other clients never notice. Those with a key can be set
/// in the configuration.
package struct Limits: Sendable, Equatable {
    /// Longest call in bytes, without the NUL. Beyond: the connection is closed.
    package var messageSize = 1 << 20
    /// Connections at one time: `limits.connections`. Beyond: ``LimitReached``, and the connection is closed.
    package var connections = 256
    /// How many of ``connections`` are kept for administrators: `limits.reserved_connections`.
    package var reservedConnections = 16
    /// Connections of one user at one time, be it an administrator's or root: `limits.connections_per_user`. A connection
    /// that was closed while its call ran counts until the call has ended. Beyond: ``LimitReached``, and the connection
    /// is closed.
    package var connectionsPerUser = 64
    /// Calls of one user that wait for a reader: `limits.waiting_calls`. Beyond: the call is refused with
    /// ``LimitReached``.
    package var waitingCalls = 16
    /// Bytes of one user's calls that wait, or have arrived in part; and those of replies that wait to be read before a
    /// stream's next one: `limits.waiting_bytes`. Beyond: the call is refused with ``LimitReached``, a stream waits.
    package var waitingBytes = 4 << 20
    /// Events told of one user in a minute: `limits.log_lines`. Beyond: only how many more there were.
    package var logLines = 5
    /// Connections beyond the limits that are still open, so that their clients hear why. Beyond: they are closed at
    /// once.
    package var refusedConnections = 16
    /// How long a refused connection stays open for its client to read why.
    package var refusal: Duration = .seconds(1)
    /// Calls of one connection that are begun before the other connections have their turn. A connection's calls run
    /// one after the other; beyond this number they wait.
    package var callsPerTurn = 64
    /// Bytes of further calls that are read while a call is under way. Beyond: they stay with the kernel, so that the
    /// client's writes block.
    package var pipelinedBytes = 64 << 10
    /// Bytes of replies that wait for the client to read. Beyond: no further call is begun and a stream's `send`
    /// waits, until only a quarter is left. One reply may be longer.
    package var queuedBytes = 256 << 10
    /// How long the queue of replies may stay above its limit. Beyond: the connection is closed.
    package var slowReader: Duration = .seconds(30)
    /// How long a call may take to arrive, from its first byte to its NUL. Beyond: the connection is closed.
    package var slowWriter: Duration = .seconds(10)
    /// How long a connection may be without a call. Beyond: it is closed.
    package var idle: Duration = .seconds(600)
    /// How long no connection is accepted once the system has had none to give.
    package var acceptPause: Duration = .seconds(1)

    package init() {}
}
