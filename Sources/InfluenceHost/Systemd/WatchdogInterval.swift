/// How long systemd lets this process be silent.
package enum WatchdogInterval {
    /// Reads `WATCHDOG_USEC`, which counts for this process unless `WATCHDOG_PID` names another.
    /// - Returns: `nil` where there is no watchdog, or it is not ours, or the variables are not what systemd writes.
    package static func read(environment: [String: String], processID: Int32) -> Duration? {
        if let owner = environment["WATCHDOG_PID"], Int32(owner) != processID { return nil }
        guard let text = environment["WATCHDOG_USEC"], let microseconds = Int64(text), microseconds > 0 else {
            return nil
        }
        return .microseconds(microseconds)
    }
}
