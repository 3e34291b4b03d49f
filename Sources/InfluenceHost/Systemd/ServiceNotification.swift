import InfluenceText

/// One thing that systemd is told about the service, as a line of its notification protocol (sd_notify(3)).
package enum ServiceNotification: Hashable, Sendable {
    /// Start-up, or a reload, is complete.
    case ready
    /// One line for `systemctl status`.
    case status(String)
    /// The configuration is being read again; `ready` follows. The time is that of CLOCK_MONOTONIC in microseconds.
    case reloading(monotonicMicroseconds: UInt64)
    /// The service is shutting down.
    case stopping
    /// The service makes progress; without this for `WatchdogSec=` it is killed and started again.
    case watchdog

    /// systemd ignores a datagram of more than 4,096 bytes, so a status is cut well below.
    private static let statusLimit = 1_000

    /// Never more than the assignments meant: a line break in a status is escaped.
    package var line: String {
        switch self {
        case .ready: "READY=1"
        case .status(let text): "STATUS=" + truncated(singleLine(text), toBytes: Self.statusLimit)
        case .reloading(let microseconds): "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
        case .stopping: "STOPPING=1"
        case .watchdog: "WATCHDOG=1"
        }
    }
}
