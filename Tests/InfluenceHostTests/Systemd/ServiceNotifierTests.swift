import Foundation
import Testing

@testable import InfluenceHost

@Suite struct ServiceNotifierTests {
    /// Below the 108 bytes of an address.
    private let path = "/tmp/influenced-\(UUID().uuidString).notify"
    private let abstract = "@influenced-\(UUID().uuidString)"

    @Test func `Every notification is the line that systemd documents`() {
        #expect(ServiceNotification.ready.line == "READY=1")
        #expect(ServiceNotification.status("run 12").line == "STATUS=run 12")
        #expect(ServiceNotification.reloading(monotonicMicroseconds: 7).line == "RELOADING=1\nMONOTONIC_USEC=7")
        #expect(ServiceNotification.stopping.line == "STOPPING=1")
        #expect(ServiceNotification.watchdog.line == "WATCHDOG=1")
    }

    @Test func `A status cannot carry another assignment, nor grow beyond what systemd reads`() {
        #expect(ServiceNotification.status("a\nMAINPID=1").line == "STATUS=a\\nMAINPID=1")
        let long = ServiceNotification.status(String(repeating: "é", count: 5_000)).line
        #expect(long.utf8.count <= 1_007)
        #expect(long.hasSuffix("é…"))
    }

    @Test func `Notifications arrive at a path and at an abstract name`() async throws {
        defer { unlink(path) }
        for address in [path, abstract] {
            let receiver = try NotificationReceiver(address)
            let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": address]) { 42 }
            notifier.ready(status: "first run done")
            #expect(await receiver.next() == "READY=1\nSTATUS=first run done")
            notifier.status("second run done")
            #expect(await receiver.next() == "STATUS=second run done")
            notifier.stopping()
            #expect(await receiver.next() == "STOPPING=1")
        }
    }

    @Test func `A reload is announced, and ended even when it is refused`() async throws {
        struct Refused: Error {}
        let receiver = try NotificationReceiver(abstract)
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": abstract]) { 42 }
        await #expect(throws: Refused.self) {
            try await notifier.reloading({ throw Refused() }, status: { "kept the old configuration" })
        }
        #expect(await receiver.next() == "RELOADING=1\nMONOTONIC_USEC=42")
        #expect(await receiver.next() == "READY=1\nSTATUS=kept the old configuration")
    }

    @Test(arguments: [
        nil, "", "/", "@", "relative", "vsock:2:1234", "/tmp/\(String(repeating: "x", count: 200))", "/tmp/a\0b",
        "/nonexistent/notify",
    ])
    func `Without somebody who listens nothing happens`(address: String?) {
        var environment: [String: String] = [:]
        environment["NOTIFY_SOCKET"] = address
        let notifier = ServiceNotifier(environment: environment)
        notifier.ready(status: "x")
        notifier.stopping()
    }

    @Test func `The monotonic clock goes on in microseconds since boot`() {
        let first = ServiceNotifier.monotonicClock()
        #expect(first > 0)
        #expect(ServiceNotifier.monotonicClock() >= first)
    }
}
