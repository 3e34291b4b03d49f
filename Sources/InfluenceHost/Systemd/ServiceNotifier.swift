import Glibc

/// Tells systemd how the service is (sd_notify(3), without libsystemd). Does nothing where no service manager listens.
///
/// Every call sends one datagram and returns at once; nothing is kept open between calls, and none fails: a service whose
/// manager does not listen goes on working.
package struct ServiceNotifier: Sendable {
    private let address: NotifyAddress?
    private let monotonicMicroseconds: @Sendable () -> UInt64

    /// - Parameters:
    ///   - environment: that of the process; `NOTIFY_SOCKET` is read from it.
    ///   - monotonicMicroseconds: CLOCK_MONOTONIC.
    package init(
        environment: [String: String],
        monotonicMicroseconds: @escaping @Sendable () -> UInt64 = ServiceNotifier.monotonicClock
    ) {
        address = environment["NOTIFY_SOCKET"].flatMap(NotifyAddress.init)
        self.monotonicMicroseconds = monotonicMicroseconds
    }

    /// Start-up is complete: the socket answers.
    package func ready(status: String) {
        send([.ready, .status(status)])
    }

    /// What `systemctl status` shows: the last run.
    package func status(_ text: String) {
        send([.status(text)])
    }

    /// Runs `body` between the start and the end of a reload, as systemd sees it. The end is told however it ends: after
    /// a refused configuration the service runs on.
    /// - Parameter status: what `systemctl status` shows afterwards.
    package func reloading<Result>(
        _ body: () async throws -> Result,
        status: () -> String
    ) async rethrows -> Result {
        send([.reloading(monotonicMicroseconds: monotonicMicroseconds())])
        defer { send([.ready, .status(status())]) }
        return try await body()
    }

    /// Shutting down begins.
    package func stopping() {
        send([.stopping])
    }

    /// The service makes progress; sent by ``Watchdog``.
    func watchdog() {
        send([.watchdog])
    }

    private func send(_ notifications: [ServiceNotification]) {
        _ = address?.send(notifications.map(\.line).joined(separator: "\n"))
    }

    /// CLOCK_MONOTONIC in microseconds.
    package static func monotonicClock() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000 &+ UInt64(time.tv_nsec) / 1_000
    }
}
