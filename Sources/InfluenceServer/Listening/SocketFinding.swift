/// What a look at the server's socket found.
package enum SocketFinding: Sendable, Equatable {
    /// Clients find it.
    case inPlace
    /// They did not: its file was moved, removed or replaced. There is another one at the same path now.
    case madeAnew(path: String)
    /// They do not find it.
    case lost(path: String, reason: String)
}
