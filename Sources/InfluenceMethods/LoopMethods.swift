import InfluenceEngine
import InfluenceModel
import InfluenceStore

/// What is answered on the event loop, where nobody may wait: from what the engine and the store have published. Nothing
/// here has a way to the database or to a file; keep it so.
struct LoopMethods: Sendable {
    let board: StatusBoard
    let clock: any WallClock
    let startedAt: Instant
    /// By the steady clock.
    let steadyStart: Instant
    let clockTrouble: @Sendable () -> ClockTrouble?
    let look: @Sendable () -> Void

    /// - Parameters:
    ///   - clockTrouble: why the clock is not believed now; asked on the loop.
    ///   - look: has the files looked at, by somebody who may wait, for those who ask next.
    init(
        board: StatusBoard,
        clock: any WallClock,
        startedAt: Instant,
        clockTrouble: @escaping @Sendable () -> ClockTrouble?,
        look: @escaping @Sendable () -> Void
    ) {
        self.board = board
        self.clock = clock
        self.startedAt = startedAt
        // The same moment: the two clocks begin as one.
        steadyStart = startedAt.adding(microseconds: clock.steady().microseconds(since: clock.now()))
        self.clockTrouble = clockTrouble
        self.look = look
    }
}
