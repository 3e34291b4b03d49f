import InfluenceFiles
import InfluenceText

/// Reads what a rule selects: one id, a list of them, or patterns with `*` and `?`.
struct Selector {
    let collector: DiagnosticCollector

    /// - Parameters:
    ///   - what: the key, for messages.
    ///   - known: what there is, in the model's order, which is that of the result.
    ///   - beside: what there is too, after it; a pattern means it only where it matches nothing else.
    ///   - mayBeEmpty: whether a pattern that matches nothing is right.
    /// - Returns: `nil` where something was reported.
    func select(
        _ node: YAMLNode,
        _ what: String,
        among known: [String],
        beside: [String] = [],
        mayBeEmpty: Bool = false
    ) -> [String]? {
        let all = known + beside
        let elements = node.elements ?? [node]
        guard !elements.isEmpty else {
            collector.report(at: node.position, "'\(what)' is an empty list; leave it out, or name at least one")
            return nil
        }
        var found: Set<String> = []
        var isRight = true
        for element in elements {
            guard let text = collector.scalar(element, .text, of: "'\(what)'")?.value else {
                isRight = false
                continue
            }
            if all.contains(text) {
                found.insert(text)
                continue
            }
            let isPattern = text.contains("*") || text.contains("?")
            if isPattern, text.utf8.count > GlobPattern.usualLimit {
                isRight = false
                collector.report(
                    at: element.position,
                    "the pattern has \(text.utf8.count) bytes; a pattern has at most \(GlobPattern.usualLimit)"
                )
                continue
            }
            let glob = GlobPattern(text)
            var matches = isPattern ? known.filter(glob.matches) : []
            if matches.isEmpty, isPattern { matches = beside.filter(glob.matches) }
            found.formUnion(matches)
            if matches.isEmpty, !(isPattern && mayBeEmpty) {
                isRight = false
                collector.report(
                    at: element.position,
                    isPattern
                        ? "no \(what) matches '\(text)'"
                            + (known.isEmpty ? Self.none : "; known: \(NearestName.list(known))")
                        : "unknown \(what) '\(text)'" + hint(for: text, among: all)
                )
            }
        }
        return isRight ? all.filter(found.contains) : nil
    }

    private static let none = "; there is none"

    private func hint(for name: String, among known: [String]) -> String {
        known.isEmpty ? Self.none : NearestName.hint(for: name, among: known)
    }

    /// One of the known names, no pattern.
    func one(_ text: Located<String>?, _ what: String, among known: [String]) -> String? {
        guard let text else { return nil }
        guard known.contains(text.value) else {
            collector.report(
                at: text.position,
                "unknown \(what) '\(text.value)'" + hint(for: text.value, among: known)
            )
            return nil
        }
        return text.value
    }
}
