import CSpawn
import Glibc
import Synchronization

/// Wakes who waits in poll(2) for a child once nobody wants what the child does any more.
final class CallingOff: Sendable {
    private struct State {
        var isCalledOff = false
        /// Closed to wake the other end; `nil` once it is, or where there is none.
        var writing: Int32?
    }

    /// Readable once it is called off; -1 where the system gives no pipe: then ``isCalledOff`` has to be looked at.
    let reading: Int32
    private let state: Mutex<State>

    init() {
        var ends: [Int32] = [-1, -1]
        let hasPipe = cspawn_pipe(&ends) == 0
        reading = hasPipe ? ends[0] : -1
        state = Mutex(State(writing: hasPipe ? ends[1] : nil))
    }

    deinit {
        callOff()
        if reading >= 0 { close(reading) }
    }

    var isCalledOff: Bool { state.withLock { $0.isCalledOff } }

    func callOff() {
        state.withLock { state in
            state.isCalledOff = true
            if let end = state.writing.take() { close(end) }
        }
    }
}
