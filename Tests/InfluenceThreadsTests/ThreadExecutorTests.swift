import Dispatch
import Foundation
import InfluenceThreads
import Testing

/// `nil` where the thread has ended.
private func nameOfThread(_ file: String) -> String? {
    try? String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)
}

/// An actor that may block.
private actor Blocker {
    private let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    private var log: [Int] = []

    init(_ name: String) {
        executor = ThreadExecutor(named: name)
    }

    func threadName() -> String {
        nameOfThread("/proc/thread-self/comm") ?? ""
    }

    func wait(for gate: DispatchSemaphore) { gate.wait() }

    func note(_ number: Int) { log.append(number) }

    func noted() -> [Int] { log }
}

@Suite(.timeLimit(.minutes(10))) struct ThreadExecutorTests {
    @Test func `An actor runs on the thread of its executor, whose name the kernel knows`() async {
        #expect(await Blocker("blocker").threadName() == "blocker")
        #expect(await Blocker("a name of more than fifteen bytes").threadName() == "a name of more ")
    }

    @Test func `Actors that block keep no task waiting, however many they are`() async {
        let gate = DispatchSemaphore(value: 0)
        let blockers = (0..<32).map { Blocker("blocker \($0)") }
        let waiting = blockers.map { blocker in Task { await blocker.wait(for: gate) } }
        // As many tasks of the pool as there are processors would have to be free for this to end.
        for _ in 0..<100 { await Task.yield() }
        #expect(await Blocker("free").threadName() == "free")
        for _ in blockers { gate.signal() }
        for task in waiting { await task.value }
    }

    @Test func `Jobs run in the order in which they came`() async {
        let blocker = Blocker("ordered")
        for number in 0..<2_000 { await blocker.note(number) }
        #expect(await blocker.noted() == Array(0..<2_000))
    }

    @Test func `A thread ends with its executor`() async throws {
        func threads() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
                .count { nameOfThread("/proc/self/task/\($0)/comm") == "short-lived" }
        }
        for _ in 0..<20 { #expect(await Blocker("short-lived").threadName() == "short-lived") }
        while try threads() > 0 { await Task.yield() }
        #expect(try threads() == 0)
    }
}
