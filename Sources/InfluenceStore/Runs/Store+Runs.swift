package import InfluenceModel

extension Store {
    /// The last run known at `asOf`; its model is the one in force then. `nil` before the first run.
    package func lastRun(asOf: Instant? = nil) throws(StoreError) -> Run? {
        if asOf != nil { return try runs(asOf: asOf, limit: 1).first }
        return try kept(\.lastRun) { () throws(StoreError) in try runs(limit: 1).first }
    }

    /// The runs known at `asOf`, newest first, at most `limit` of them with ids below `before`.
    package func runs(asOf: Instant? = nil, before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [Run] {
        try read { db in try RunRows.select(asOf: asOf, model: nil, before: before, limit: limit, db) }
    }

    /// The run of that number, also one that was set aside; `nil` if there is none.
    package func run(_ id: Int64) throws(StoreError) -> Run? {
        try read { db in try RunRows.find(id, db) }
    }

    /// The runs that repairs of the clock set aside, newest first, at most `limit` of them with ids below `before`.
    package func runsSetAside(before: Int64? = nil, limit: Int = 100) throws(StoreError) -> [Run] {
        try read { db in
            try RunRows.select(asOf: nil, model: nil, before: before, limit: limit, setAside: true, db)
        }
    }

    /// The model of a run, with its files; `nil` if no run has used a model of that hash.
    package func model(hash: String) throws(StoreError) -> StoredModel? {
        try read { db in try ModelRows.select(hash: hash, db) }
    }
}
