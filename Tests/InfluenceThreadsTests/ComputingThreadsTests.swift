import InfluenceThreads
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(5))) struct ComputingThreadsTests {
    /// What `perform` is asked to do again and again: numbers, each taken up once.
    private final class Numbers: Sendable {
        private let state: Mutex<(next: Int, sum: Int)>
        private let count: Int

        init(_ count: Int) {
            self.count = count
            state = Mutex((next: 0, sum: 0))
        }

        func work() {
            while true {
                let number = state.withLock { state -> Int? in
                    guard state.next < count else { return nil }
                    state.next += 1
                    return state.next
                }
                guard let number else { return }
                state.withLock { $0.sum += number }
            }
        }

        var sum: Int { state.withLock { $0.sum } }
    }

    @Test func `All is done when it returns, with helpers and without`() {
        for helpers in [-1, 0, 1, 2, 7, 200] {
            for _ in 0..<50 {
                let numbers = Numbers(100)
                ComputingThreads.shared.perform(helpers: helpers) { numbers.work() }
                #expect(numbers.sum == 5_050)
            }
        }
    }

    @Test func `Helpers do help: two who wait for each other meet`() {
        let met = Mutex(0)
        let first = MonotonicSemaphore()
        let second = MonotonicSemaphore()
        let arrived = Mutex(0)
        ComputingThreads.shared.perform(helpers: 1) {
            let number = arrived.withLock { number in
                number += 1
                return number
            }
            // Neither goes on before the other has come.
            if number == 1 {
                first.signal()
                second.wait()
            } else {
                second.signal()
                first.wait()
            }
            met.withLock { $0 += 1 }
        }
        #expect(met.withLock { $0 } == 2)
    }

    @Test func `Calls within calls, and of many callers at once, all end`() async {
        await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let outer = Numbers(20)
                    let inner = Mutex(0)
                    ComputingThreads.shared.perform(helpers: 3) {
                        let numbers = Numbers(10)
                        ComputingThreads.shared.perform(helpers: 3) { numbers.work() }
                        inner.withLock { $0 += numbers.sum == 55 ? 0 : 1 }
                        outer.work()
                    }
                    return outer.sum + inner.withLock { $0 }
                }
            }
            for await sum in group { #expect(sum == 210) }
        }
    }
}
