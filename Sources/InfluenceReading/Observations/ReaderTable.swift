/// Which reporters an indicator is not read from in a country, by the numbers of the three texts: worked out once for each.
struct ReaderTable {
    private var known: [SIMD3<Int>: ImportConcern?] = [:]
    /// How many concerns were worked out.
    private var told = 0
    private var last: (key: SIMD3<Int>, concern: ImportConcern?) = (SIMD3(repeating: .min), nil)

    mutating func concern(
        of indicator: Int,
        _ reporter: Int,
        _ country: Int,
        isRead: () -> Bool,
        _ make: () -> ImportConcern?
    ) -> ImportConcern? {
        let key = SIMD3(indicator, reporter, country)
        if key == last.key { return last.concern }
        let concern: ImportConcern?
        if let found = known[key] {
            concern = found
        } else {
            guard isRead() || told < ReadOutcome.errorLimit else { return .more(.reporter) }
            concern = make()
            if concern != nil { told += 1 }
            known[key] = .some(concern)
        }
        last = (key, concern)
        return concern
    }
}
