/// Which replications are computed together: those of the same options, in ascending order of their numbers.
struct BatchPlan: Sendable {
    /// By batch: the numbers of its replications.
    private let batches: [(options: Options, replications: [Replication], places: [Int])]

    init(_ replications: [Replication]) {
        var members: [Options: [Int]] = [:]
        var order: [Options] = []
        for (place, replication) in replications.enumerated() {
            if members[replication.options] == nil { order.append(replication.options) }
            members[replication.options, default: []].append(place)
        }
        batches = order.flatMap { options in
            let places = members[options] ?? []
            return stride(from: 0, to: places.count, by: Batch.size).map { start in
                let chunk = Array(places[start..<min(start + Batch.size, places.count)])
                return (options, chunk.map { replications[$0] }, chunk)
            }
        }
    }

    var count: Int { batches.count }

    func places(_ batch: Int) -> [Int] { batches[batch].places }

    func batch(_ number: Int, of tree: UncertainTree) throws(UncertaintyError) -> Batch {
        try Batch(batches[number].replications[...], batches[number].options, of: tree)
    }
}
