import InfluenceModel

/// What the writing side remembers between transactions; never a substitute for what is on disk.
struct WriterMemory {
    /// For each series of the model in force, a digest of the scores last stored.
    var digests = ScoreDigests()
    var lastCheckpoint: Instant?
    /// The time of the last import or run.
    var lastCommit: Instant?
    var epoch: Int?
    var lastFault: StoreError?
    /// Why the log could not be copied into the database at the last attempt; `nil` after one that went well.
    var copyFault: StoreError?
    /// What is wrong with the pages, once something was met. It does not pass.
    var damage: StoreError?
    /// Whether the file shows that it is in use.
    var isMarked = false
    /// As of the last transaction that changed them; `nil` until something was counted.
    var counts: StoreCounts?
    var deliveries: DeliveryCounts?
    /// The transactions since the start.
    var changes = 0
    var kept = KeptReads()
}
