/// One or several patterns, separated by commas, of which any may match: `KAZ,U*`. Names of things hold no comma.
package struct PatternList: Hashable, Sendable {
    /// As it was written.
    package let text: String
    package let patterns: [GlobPattern]

    package init(_ text: String) {
        self.text = text
        patterns = text.split(separator: ",", omittingEmptySubsequences: false).map { GlobPattern(String($0)) }
    }

    package func matches(_ text: String) -> Bool {
        patterns.contains { $0.matches(text) }
    }

    /// The first of the patterns that none of the names matches; `nil` where each matches one.
    package func stray(among names: some Collection<String>) -> GlobPattern? {
        patterns.first { pattern in !names.contains(where: pattern.matches) }
    }
}
