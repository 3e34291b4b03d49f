/// With how many decimals tables show scores, and what is on their scale.
enum Decimals {
    /// Where many stand beside each other.
    static let overview = 1
    /// Where they are added up, or compared over time.
    static let detail = 2
    /// Measures: most are within 1.
    static let measure = 3
}
