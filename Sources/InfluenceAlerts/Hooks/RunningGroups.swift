import Glibc
import Synchronization

/// The process groups of the hooks: of those at work, and of those that left processes behind, to end them all.
final class RunningGroups: Sendable {
    private struct State {
        var groups: Set<pid_t> = []
        /// Their leaders have ended, and others of the group have not.
        var leftBehind: Set<pid_t> = []
        var isStopping = false
    }

    private let state = Mutex(State())

    var isStopping: Bool { state.withLock { $0.isStopping } }

    /// Whether nothing of any group is left.
    var isEmpty: Bool {
        state.withLock { state in
            Self.forgetEnded(&state)
            return state.groups.isEmpty && state.leftBehind.isEmpty
        }
    }

    /// - Returns: `nil` where no more are to be started.
    func start(
        _ spawn: () -> Result<pid_t, ChildRun.StartError>
    ) -> Result<pid_t, ChildRun.StartError>? {
        if isStopping { return nil }
        let started = spawn()
        guard case .success(let pid) = started else { return started }
        state.withLock { state in
            state.groups.insert(pid)
            // All were told to end while this one began.
            if state.isStopping { kill(-pid, SIGKILL) }
        }
        return started
    }

    /// Takes the status of a child that has ended; `nil` while it has not.
    /// - Parameter endsGroup: what is left of the group is ended with it, while its number is still its own.
    func reap(_ pid: pid_t, endsGroup: Bool) -> Int32? {
        state.withLock { state in
            var status: Int32 = 0
            var information = siginfo_t()
            // Looked at, not taken: until it is taken nobody else can get its number.
            guard waitid(P_PID, id_t(bitPattern: pid), &information, WEXITED | WNOHANG | WNOWAIT) == 0,
                information.si_signo != 0
            else { return nil }
            if endsGroup || state.isStopping { kill(-pid, SIGKILL) }
            state.groups.remove(pid)
            waitpid(pid, &status, 0)
            Self.forgetEnded(&state)
            // As long as one of the group lives, its number is nobody else's.
            if kill(-pid, 0) == 0 { state.leftBehind.insert(pid) }
            return status
        }
    }

    func signal(_ pid: pid_t, _ signal: Int32) {
        state.withLock { state in
            if state.groups.contains(pid) { kill(-pid, signal) }
        }
    }

    func abandon(_ pid: pid_t) {
        state.withLock { _ = $0.groups.remove(pid) }
    }

    /// Starts no more, and tells all to end: those at work, and what they have left behind.
    func signalAll(_ signal: Int32) {
        state.withLock { state in
            state.isStopping = true
            for pid in state.groups { kill(-pid, signal) }
            Self.forgetEnded(&state)
            for pid in state.leftBehind where ProcessTable.hasOwnSession(group: pid) { kill(-pid, signal) }
        }
    }

    /// A group that is no more, or whose number somebody else has got since: then there is a process of that number, which
    /// there cannot be while a group keeps it.
    private static func forgetEnded(_ state: inout State) {
        state.leftBehind = state.leftBehind.filter { kill(-$0, 0) == 0 && kill($0, 0) != 0 && errno == ESRCH }
    }
}

/// The processes of the system, by proc(5).
enum ProcessTable {
    /// Whether all processes of a group are of our session, as those that we start are.
    static func hasOwnSession(group: pid_t) -> Bool {
        let own = getsid(0)
        guard let folder = opendir("/proc") else { return false }
        defer { closedir(folder) }
        var isFound = false
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(name), getpgid(process) == group else { continue }
            guard getsid(process) == own else { return false }
            isFound = true
        }
        return isFound
    }
}
