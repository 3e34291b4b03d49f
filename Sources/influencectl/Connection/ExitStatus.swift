/// How the process ends; ``StatusReport/check`` says which verdict ends `status --check` how.
enum ExitStatus: Int32, Sendable {
    case done = 0
    /// The daemon refused, or the answer could not be used. Of `status --check`: needs attention.
    case refused = 1
    /// The command line is wrong.
    case usage = 2
    /// No daemon answers at the socket. Of `status --check`: nothing is known, also where its command line is wrong.
    case unreachable = 3

    /// Of `status --check`: a critical alert is open, and nobody has silenced or acknowledged it.
    static let critical = usage
}
