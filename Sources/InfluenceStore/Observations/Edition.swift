/// One of the values that an observation had over time: a row of the table.
struct Edition {
    let vintage: Int64
    let content: ObservationContent
    /// As known at the time that was asked about.
    var texts: ObservationTexts
    var isWithdrawn = false
}

extension [Edition] {
    /// Which of the editions of one observation, oldest first, is in force; `nil`: it has none.
    ///
    /// Among those that say when they were released the later release, of equal ones the later arrival; among the others
    /// the later arrival; between those two the later arrival. Depends on nothing but the editions known, so that the same
    /// is answered of a time ever after.
    /// - Parameter since: the first vintage under this rule. Of those before, the later arrival counts.
    func inForce(since: Int64) -> Int? {
        var dated: Int?
        var undated: Int?
        for (place, edition) in enumerated() where !edition.isWithdrawn {
            if edition.vintage < since { (dated, undated) = (nil, nil) }
            guard let released = edition.content.released else {
                undated = place
                continue
            }
            if let before = dated, let other = self[before].content.released, released < other { continue }
            dated = place
        }
        return [dated, undated].compactMap { $0 }.max()
    }
}
