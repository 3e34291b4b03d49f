/// Work in the order in which it came. What was taken out is let go of at once, and the room that it took before long, also
/// where the queue is never quite empty.
struct JobQueue<Job> {
    /// From `first` on; those before were taken out.
    private var jobs: [Job?] = []
    private var first = 0

    /// Jobs that were taken out, before the others move up.
    private static var longestTail: Int { 4_096 }
    /// Jobs whose room an empty queue keeps.
    private static var room: Int { 1_024 }

    var isEmpty: Bool { first >= jobs.count }

    mutating func append(_ job: Job) {
        jobs.append(job)
    }

    /// - Returns: the one that has waited longest; `nil` where none waits.
    mutating func next() -> Job? {
        guard first < jobs.count, let job = jobs[first].take() else {
            jobs.removeAll(keepingCapacity: jobs.count < Self.room)
            first = 0
            return nil
        }
        first += 1
        if first == Self.longestTail {
            jobs.removeFirst(first)
            first = 0
        }
        return job
    }
}
