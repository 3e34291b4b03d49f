import InfluenceControl
import InfluenceModel
import InfluenceText

/// Which of the silences that have not ended: those of some numbers, or those whose own parts match.
struct SilenceQuery {
    private let numbers: [Int64]
    /// Held against what the silences themselves say, such as `trade-*`.
    private let parts: [(patterns: PatternList, part: (Silence) -> String?)]
    private let severity: AlertSeverity?

    /// - Parameters:
    ///   - numbers: of silences.
    ///   - model: by whose names and titles its members may be called.
    init<Input: SilenceQuestion>(_ input: Input, numbers: [Int64], in model: Model, _ limits: ControlLimits) throws {
        self.numbers = numbers
        severity = try Arguments.word(input.severity, AdminInterface.Unsilence.Input.Field.severity)
        let matcher = try limits.matcher(input, in: model)
        let readers: [(PatternList?, (Silence) -> String?)] = [
            (matcher.rule, { $0.matcher.rule?.text }), (matcher.country, { $0.matcher.country?.text }),
            (matcher.power, { $0.matcher.power?.text }), (matcher.node, { $0.matcher.node?.text }),
            (try limits.patterns(input.author, "author").map { PatternList($0) }, { $0.author.name }),
        ]
        parts = readers.compactMap { patterns, part in patterns.map { ($0, part) } }
        guard !numbers.isEmpty || !parts.isEmpty || severity != nil else {
            throw AdminError.invalidRequest(
                "say which silences: their numbers, or a rule, country, power, node, severity or author of theirs"
            )
        }
    }

    /// In their order.
    /// - Throws: where there is none, or not one of the numbers.
    func silences(among active: [Silence]) throws(VarlinkError) -> [Silence] {
        if let unknown = numbers.first(where: { number in !active.contains { $0.id == number } }) {
            throw AdminError.unknownSilence(unknown)
        }
        let found = active.filter(matches)
        guard !found.isEmpty else {
            let known = active.prefix(20).map { "\($0.id) (\($0.matcher.words))" }.joined(separator: ", ")
            throw AdminError.invalidRequest(
                "no silence matches; " + (active.isEmpty ? "there is none" : "active are \(known)")
            )
        }
        return found
    }

    private func matches(_ silence: Silence) -> Bool {
        if !numbers.isEmpty, !numbers.contains(silence.id) { return false }
        if let severity, silence.matcher.severity != severity { return false }
        return parts.allSatisfy { patterns, part in
            // As a whole, or one of several.
            guard let text = part(silence) else { return false }
            return patterns.text == text || PatternList(text).patterns.contains { patterns.matches($0.text) }
        }
    }
}

extension AlertMatcher {
    /// `rule=trade-*, severity=info`
    fileprivate var words: String {
        let parts = [
            ("rule", rule?.text), ("country", country?.text), ("power", power?.text), ("node", node?.text),
            ("severity", severity?.rawValue),
        ]
        return
            (parts.compactMap { name, text in text.map { "\(name)=\($0)" } }
            + labels.map { "label \($0.name)=\($0.value)" }).joined(separator: ", ")
    }
}
