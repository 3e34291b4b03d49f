import CMemory
import InfluenceThreads
import Synchronization

/// Does what is better done a little after work than within it, on a thread of its own: gives memory back to the system, once
/// for all that was done in between, and looks at the files of the database for those who must not wait for a disk. Nothing
/// of it wakes up without work, or a question, before it.
package final class Rest: Sendable {
    private let trims = Atomic<Bool>(false)
    private let looks = Atomic<Bool>(false)
    private let keeper = Keeper()
    private let delay: Duration

    package init(after delay: Duration = .milliseconds(300)) {
        self.delay = delay
    }

    /// After work that took memory. Returns at once.
    package func worked() {
        guard !trims.exchange(true, ordering: .relaxed) else { return }
        Task { [self] in
            try? await Timers.shared.sleep(for: delay)
            trims.store(false, ordering: .relaxed)
            await keeper.run(Self.giveBack)
        }
    }

    /// What was freed, and what of the program the work has used, or the kernel has put beside that: most of it is not needed
    /// at rest.
    private static func giveBack() {
        malloc_trim(0)
        cmemory_release_program()
    }

    /// Looks soon, unless somebody has asked for it already. Returns at once.
    package func look(_ body: @escaping @Sendable () -> Void) {
        guard !looks.exchange(true, ordering: .relaxed) else { return }
        Task { [self] in
            await keeper.run(body)
            // Whoever asks without end has the files looked at a few times a second.
            try? await Timers.shared.sleep(for: delay)
            looks.store(false, ordering: .relaxed)
        }
    }

    /// The allocator holds its locks while it looks through what is free, and a disk may hang.
    private actor Keeper {
        private let executor = ThreadExecutor(named: "rest")
        nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

        func run(_ body: @Sendable () -> Void) { body() }
    }
}
