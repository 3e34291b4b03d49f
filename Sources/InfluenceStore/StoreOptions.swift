/// The limits that the store keeps. The defaults suit the bundled model on a small server.
package struct StoreOptions: Hashable, Sendable {
    /// With less free space than this, imports and runs are refused before they begin.
    package var freeSpaceFloor: Int
    /// The space kept in the reserve file; 0 for none.
    package var reserveBytes: Int
    /// How many calls can read at the same time.
    package var readerCount: Int
    /// A log longer than this is cut after the transaction; the log of a single transaction may be longer.
    package var logLimit: Int

    package init(
        freeSpaceFloor: Int = 16 << 20,
        reserveBytes: Int = 1 << 20,
        readerCount: Int = 4,
        logLimit: Int = 16 << 20
    ) {
        self.freeSpaceFloor = max(0, freeSpaceFloor)
        self.reserveBytes = max(0, reserveBytes)
        self.readerCount = max(1, readerCount)
        self.logLimit = max(0, logLimit)
    }
}
