import Testing

@testable import InfluenceThreads

private final class Job {
    let number: Int
    init(_ number: Int) { self.number = number }
}

@Suite struct JobQueueTests {
    @Test(arguments: [1, 2, 3, 1_023, 4_095, 4_096, 4_097, 20_000])
    func `Jobs come out in the order in which they came, however many wait`(count: Int) {
        var queue = JobQueue<Int>()
        #expect(queue.isEmpty && queue.next() == nil)
        for job in 0..<count { queue.append(job) }
        for job in 0..<count {
            #expect(!queue.isEmpty)
            guard queue.next() == job else {
                Issue.record("job \(job) of \(count)")
                return
            }
        }
        #expect(queue.isEmpty && queue.next() == nil)
    }

    @Test func `The order is kept where jobs come and go by turns and the queue is never empty`() {
        var queue = JobQueue<Int>()
        var (added, taken, seed) = (0, 0, UInt64(7))
        for _ in 0..<50_000 {
            seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            if added - taken < 2 || seed >> 33 & 1 == 0 {
                queue.append(added)
                added += 1
            } else {
                guard queue.next() == taken else {
                    Issue.record("after \(taken) jobs")
                    return
                }
                taken += 1
            }
            #expect(!queue.isEmpty)
        }
        while let job = queue.next() {
            #expect(job == taken)
            taken += 1
        }
        #expect(taken == added && queue.isEmpty)
    }

    @Test func `What was taken out is let go of at once`() {
        var queue = JobQueue<Job>()
        weak var kept: Job?
        do {
            let job = Job(1)
            kept = job
            queue.append(job)
        }
        queue.append(Job(2))
        #expect(kept != nil)
        #expect(queue.next()?.number == 1)
        #expect(kept == nil)
        #expect(!queue.isEmpty)
    }
}
