import Foundation
import InfluenceTestKit
import Logging
import Synchronization
import Testing

@testable import InfluenceHost

@Suite struct WatchdogIntervalTests {
    @Test func `The interval is what systemd says, unless it is meant for another process`() {
        let read = { WatchdogInterval.read(environment: $0, processID: 77) }
        #expect(read(["WATCHDOG_USEC": "30000000"]) == .seconds(30))
        #expect(read(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "77"]) == .seconds(30))
        #expect(read(["WATCHDOG_USEC": "30000000", "WATCHDOG_PID": "78"]) == nil)
        #expect(read([:]) == nil)
    }

    @Test(arguments: ["", "0", "-5", "30s", "99999999999999999999"])
    func `Anything else is no watchdog`(text: String) {
        #expect(WatchdogInterval.read(environment: ["WATCHDOG_USEC": text], processID: 1) == nil)
    }
}

@Suite struct WatchdogRoundsTests {
    @Test func `systemd is told when all have answered`() {
        var rounds = WatchdogRounds(probes: 2)
        #expect(rounds.tick() == [.ask(0), .ask(1)])
        #expect(rounds.answered(1, alive: true) == [])
        #expect(rounds.answered(0, alive: true) == [.keepAlive])
        #expect(rounds.tick() == [.ask(0), .ask(1)])
    }

    @Test func `A silent probe is named once and not asked again; a late answer counts`() {
        var rounds = WatchdogRounds(probes: 2)
        _ = rounds.tick()
        _ = rounds.answered(0, alive: true)
        #expect(rounds.tick() == [.report([1])])
        #expect(rounds.tick() == [])
        #expect(rounds.answered(1, alive: true) == [.keepAlive, .recovered])
        #expect(rounds.tick() == [.ask(0), .ask(1)])
    }

    @Test func `A probe that finds itself stuck is asked again`() {
        var rounds = WatchdogRounds(probes: 2)
        _ = rounds.tick()
        #expect(rounds.answered(0, alive: false) == [])
        #expect(rounds.answered(1, alive: true) == [.report([0])])
        #expect(rounds.tick() == [.ask(0), .ask(1)])
        #expect(rounds.answered(0, alive: true) == [])
        #expect(rounds.answered(1, alive: true) == [.keepAlive, .recovered])
    }

    @Test func `Answers that nobody asked for change nothing`() {
        var rounds = WatchdogRounds(probes: 1)
        #expect(rounds.answered(0, alive: true) == [])
        _ = rounds.tick()
        #expect(rounds.answered(5, alive: true) == [])
        #expect(rounds.answered(0, alive: true) == [.keepAlive])
        #expect(rounds.answered(0, alive: true) == [])
    }

    @Test func `Without probes a tick is enough`() {
        var rounds = WatchdogRounds(probes: 0)
        #expect(rounds.tick() == [.keepAlive])
    }

    /// The promise itself, over random sequences of events: between two keep-alives every probe has been asked once
    /// and has answered well.
    @Test(arguments: 0..<200)
    func `No keep-alive without a good answer of every probe`(seed: UInt64) {
        var generator = SplitMix(seed)
        let count = Int.random(in: 1...4, using: &generator)
        var rounds = WatchdogRounds(probes: count)
        var asked = Set<Int>()
        var well = Set<Int>()
        for _ in 0..<100 {
            let actions: [WatchdogRounds.Action]
            if Int.random(in: 0..<4, using: &generator) == 0 {
                actions = rounds.tick()
            } else {
                let probe = Int.random(in: 0..<count, using: &generator)
                let alive = Int.random(in: 0..<5, using: &generator) > 0
                actions = rounds.answered(probe, alive: alive)
                if asked.remove(probe) != nil, alive { well.insert(probe) }
            }
            for action in actions {
                switch action {
                case .ask(let probe):
                    #expect(asked.insert(probe).inserted, "asked twice without an answer")
                    well.remove(probe)
                case .keepAlive: #expect(well == Set(0..<count))
                case .report(let probes): #expect(!probes.isEmpty)
                case .recovered: break
                }
            }
        }
    }
}

@Suite struct WatchdogTests {
    private let address = "@influenced-\(UUID().uuidString)"
    private let stop = StopRequest()

    @Test func `A daemon that answers keeps systemd informed until it shuts down`() async throws {
        let receiver = try NotificationReceiver(address)
        let group = serviceGroup(interval: .milliseconds(100), probes: [.init("run loop") { true }], logger: silent)
        let running = Task { try await group.run(until: stop) }
        for _ in 0..<3 { #expect(await receiver.next() == "WATCHDOG=1") }
        stop.make()
        try await running.value
    }

    @Test func `A hang is reported and starves the watchdog; it is fed again after recovery`() async throws {
        let receiver = try NotificationReceiver(address)
        let pipe = try LogPipe()
        let logger = Logger(label: "watchdog") {
            LineLogHandler(label: $0, stream: pipe.stream(.journal), threshold: LogThreshold(.info))
        }
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let hangs = WatchdogProbe.hanging(until: gate)
        let group = serviceGroup(
            interval: .milliseconds(100),
            probes: [.init("socket", isAlive: hangs)],
            logger: logger
        )
        let running = Task { try await group.run(until: stop) }
        #expect(
            await pipe.nextLine()
                == "<3>watchdog: no progress; systemd restarts the daemon unless it recovers silent=[socket]"
        )
        #expect(receiver.waiting() == nil)
        open.finish()
        #expect(await receiver.next() == "WATCHDOG=1")
        #expect(await pipe.nextLine() == "<5>watchdog: progress again")
        stop.make()
        try await running.value
    }

    @Test func `A probe that hangs for ever does not hold up the shutdown`() async throws {
        let asked = Mutex(false)
        let (gate, open) = AsyncStream.makeStream(of: Void.self)
        let (started, start) = AsyncStream.makeStream(of: Void.self)
        let group = serviceGroup(
            interval: .milliseconds(100),
            probes: [
                .init("socket") {
                    asked.withLock { $0 = true }
                    start.finish()
                    for await _ in gate {}
                    return true
                }
            ],
            logger: silent
        )
        let running = Task { try await group.run(until: stop) }
        for await _ in started {}
        stop.make()
        try await running.value
        #expect(asked.withLock { $0 })
        open.finish()
    }

    @Test func `Without a watchdog nothing is sent, and the service still waits for the shutdown`() async throws {
        let receiver = try NotificationReceiver(address)
        let group = serviceGroup(interval: nil, probes: [.init("run loop") { true }], logger: silent)
        let running = Task { try await group.run(until: stop) }
        stop.make()
        try await running.value
        #expect(receiver.waiting() == nil)
    }

    private var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    private func serviceGroup(interval: Duration?, probes: [Watchdog.Probe], logger: Logger) -> ServiceGroup {
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": address])
        let watchdog = Watchdog(notifier: notifier, interval: interval, probes: probes, logger: logger)
        return ServiceGroup([watchdog])
    }
}

private enum WatchdogProbe {
    /// Alive, once `gate` ends.
    static func hanging(until gate: AsyncStream<Void>) -> @Sendable () async -> Bool {
        {
            for await _ in gate {}
            return true
        }
    }
}
