/// What one client may cost. Each limit says what happens beyond it; other clients never notice.
package struct Limits: Sendable, Equatable {
    /// Longest call in bytes, without the NUL. Beyond: the connection is closed.
    package var messageSize = 1 << 20
    /// Connections at one time. Beyond: a new connection is closed at once.
    package var connections = 256
    /// Connections of one user at one time, so that no user locks the others out. Does not bind root. Beyond: a new
    /// connection is closed at once.
    package var connectionsPerUser = 128
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

    package init() {}
}
