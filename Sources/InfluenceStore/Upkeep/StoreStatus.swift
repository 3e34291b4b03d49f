package import InfluenceModel

/// How the store is doing.
package struct StoreStatus: Hashable, Sendable {
    package let path: String
    package let databaseBytes: Int
    package let logBytes: Int
    /// `nil` if the file system does not say.
    package let freeBytes: Int?
    package let counts: StoreCounts
    /// `nil` before the first checkpoint since the start.
    package let lastCheckpoint: Instant?
    /// Whether there is enough space for imports and runs.
    package let hasSpace: Bool
    package let hasReserve: Bool
    /// What went wrong with the disk at the last attempt to write, to the log or from it to the database; `nil` if it went
    /// well.
    package let fault: StoreError?
    /// See ``Store/epoch()``; `nil` where it cannot be read.
    package let epoch: Int?

    package init(
        path: String,
        databaseBytes: Int,
        logBytes: Int,
        freeBytes: Int?,
        counts: StoreCounts,
        lastCheckpoint: Instant?,
        hasSpace: Bool,
        hasReserve: Bool,
        fault: StoreError?,
        epoch: Int? = nil
    ) {
        self.path = path
        self.databaseBytes = databaseBytes
        self.logBytes = logBytes
        self.freeBytes = freeBytes
        self.counts = counts
        self.lastCheckpoint = lastCheckpoint
        self.hasSpace = hasSpace
        self.hasReserve = hasReserve
        self.fault = fault
        self.epoch = epoch
    }
}
