/// Numbers of bytes for people, in powers of 1024.
extension DecimalText {
    /// In the largest unit that it has one of: `4.0 KiB`, `512 B`.
    package static func binarySize(_ bytes: Double) -> String {
        var value = bytes
        var unit = "B"
        for larger in ["KiB", "MiB", "GiB", "TiB"] where value >= 1024 {
            value /= 1024
            unit = larger
        }
        return unit == "B" ? "\(fixed(value, 0)) B" : "\(fixed(value, 1)) \(unit)"
    }

    /// In whole mebibytes, so that what is needed compares with what is allowed: `1609 MiB`, where 512 MiB are.
    package static func mebibytes(_ bytes: Int) -> String { "\(bytes >> 20) MiB" }
}
