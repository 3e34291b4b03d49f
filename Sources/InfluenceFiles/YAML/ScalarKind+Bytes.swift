extension ScalarKind where Value == Int {
    /// A number of bytes: `4096`, `64KiB`, `4MiB`, `1GiB`, in powers of 1024.
    package static func bytes(in range: ClosedRange<Int>) -> Self {
        ScalarKind { text in
            let digits = text.utf8.prefix { (48...57).contains($0) }
            let unit = String(text.utf8.dropFirst(digits.count)) ?? text
            let shifts = ["": 0, "B": 0, "KiB": 10, "MiB": 20, "GiB": 30]
            guard let number = Int(String(text.prefix(digits.count))), let shift = shifts[unit] else {
                return .failure(ScalarProblem("'\(text)' is not a size; write bytes, or KiB, MiB or GiB, such as 4MiB"))
            }
            let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << shift)
            guard !overflow, range.contains(bytes) else {
                return .failure(
                    ScalarProblem("\(text) is outside \(name(range.lowerBound))...\(name(range.upperBound))")
                )
            }
            return .success(bytes)
        }
    }

    /// A size in the largest unit that it is whole in.
    private static func name(_ bytes: Int) -> String {
        for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] where bytes > 0 && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(unit)"
        }
        return "\(bytes)"
    }
}
