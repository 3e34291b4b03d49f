import InfluenceModel
import Synchronization

/// Keeping the disk from filling up.
extension Store {
    /// - Throws: `full` with the free and the needed space.
    func refuseBelowFloor() throws(StoreError) {
        var free = SystemCalls.freeBytes(path)
        if let known = free, known < options.freeSpaceFloor, logBytes > 0 {
            // The log may be what takes the space.
            try? truncateLog()
            free = SystemCalls.freeBytes(path)
        }
        guard let free, free < options.freeSpaceFloor else {
            reserve.restore(free: free, floor: options.freeSpaceFloor)
            return
        }
        let error = StoreError.full(path: path, freeBytes: free, neededBytes: options.freeSpaceFloor)
        memory.withLock { $0.lastFault = error }
        throw error
    }

    /// After the disk was found full: what the reserve held serves to empty the log.
    func makeRoom() {
        reserve.release()
        try? truncateLog()
    }
}
