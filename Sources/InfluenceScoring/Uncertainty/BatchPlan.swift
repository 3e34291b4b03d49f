/// Which replications are computed together: those of the same options, in ascending order of their numbers.
struct BatchPlan: Sendable {
    /// Few enough that a block of every edge's weights stays in the processor's cache.
    static let size = 128

    struct Part: Sendable {
        let options: Options
        let replications: [Replication]
        /// Their positions among all.
        let places: [Int]
    }

    let parts: [Part]

    init(_ replications: [Replication]) {
        var numbers: [Options: Int] = [:]
        var members: [(options: Options, places: [Int])] = []
        for (place, replication) in replications.enumerated() {
            if let number = numbers[replication.options] {
                members[number].places.append(place)
            } else {
                numbers[replication.options] = members.count
                members.append((replication.options, [place]))
            }
        }
        parts = members.flatMap { options, places in
            return stride(from: 0, to: places.count, by: Self.size).map { start in
                let chunk = Array(places[start..<min(start + Self.size, places.count)])
                return Part(options: options, replications: chunk.map { replications[$0] }, places: chunk)
            }
        }
    }
}
