import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceText

/// The names that silences and filters of alerts may use: those of the model and of the rules.
struct AlertNames {
    private(set) var rules: [String]
    private(set) var countries: [String]
    private(set) var powers: [String]
    private(set) var nodes: [String]
    /// `team=trade`
    let labels: [String]

    /// - Parameter rules: those in force.
    init(_ rules: [Rule], in model: Model) {
        self.rules = rules.map(\.id)
        countries = model.countries.map(\.id.text)
        // What the series of measures are of is one too.
        powers = model.powers.map(\.id.text) + (model.measures?.pairs ?? []).map(\.id.text) + [PowerID.world.text]
        nodes = (model.nodes.map(\.id) + model.tracked.map(\.id) + model.measureNodes).map(\.text)
        labels = Set(rules.flatMap(\.labels).map { "\($0.name)=\($0.value)" }).sorted()
    }

    /// Takes in what there have been alerts of, though rules and model know it no more.
    mutating func add(_ keys: [AlertKey]) {
        func add(_ names: [String], to known: inout [String]) {
            known += Set(names).subtracting(known).sorted()
        }
        add(keys.map(\.rule), to: &rules)
        add(keys.compactMap(\.subject.country?.text), to: &countries)
        add(keys.flatMap { [$0.subject.power, $0.subject.counterpart].compactMap { $0?.text } }, to: &powers)
        add(keys.compactMap(\.subject.node?.text), to: &nodes)
    }

    /// What is not known of a matcher: what it is, the first such name or pattern, and the names that are known.
    struct Stray {
        let kind: String
        let name: String
        let known: [String]

        /// As an error of an interface that has `UnknownRule` and its like.
        func error(in interface: String) -> VarlinkError {
            let title = kind.prefix(1).uppercased() + kind.dropFirst()
            return VarlinkError(
                "org.influenced.\(interface).Unknown\(title)",
                [kind: .string(name), "known": strings(known)]
            )
        }
    }

    /// - Returns: `nil` where every name is known, and every pattern matches one.
    func stray(in matcher: AlertMatcher) -> Stray? {
        let parts: [(String, PatternList?, [String])] = [
            ("rule", matcher.rule, rules), ("country", matcher.country, countries), ("power", matcher.power, powers),
            ("node", matcher.node, nodes),
        ]
        for (kind, patterns, known) in parts {
            if let stray = patterns?.stray(among: known) { return Stray(kind: kind, name: stray.text, known: known) }
        }
        let label = matcher.labels.map { "\($0.name)=\($0.value)" }.first { !labels.contains($0) }
        return label.map { Stray(kind: "label", name: $0, known: labels) }
    }
}

extension ControlLimits {
    /// Patterns in one parameter.
    static let patternCount = 64

    /// Which alerts, as the parameters `rule`, `country`, `power` and `node` say it: each a pattern or several.
    func matcher(
        _ parameters: JSONObject,
        severity: AlertSeverity? = nil,
        labels: [AlertLabel] = []
    ) throws(VarlinkError) -> AlertMatcher {
        AlertMatcher(
            rule: try patterns(parameters, "rule"),
            country: try patterns(parameters, "country"),
            power: try patterns(parameters, "power"),
            node: try patterns(parameters, "node"),
            severity: severity,
            labels: labels
        )
    }

    /// - Throws: `LimitReached`, where one of the patterns is too long or there are too many.
    func patterns(_ parameters: JSONObject, _ name: String) throws(VarlinkError) -> String? {
        guard let text = parameters[name]?.stringValue else { return nil }
        let parts = text.utf8.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        if let long = parts.first(where: { $0.count > patternBytes }) {
            throw .limitReached(
                limit: patternBytes,
                key: "limits.pattern_bytes",
                reason: "a pattern of '\(name)' has \(long.count) bytes; it may have at most \(patternBytes)"
            )
        }
        guard parts.count <= Self.patternCount else {
            throw .limitReached(
                limit: Self.patternCount,
                key: "",
                reason: "'\(name)' has \(parts.count) patterns; it may have at most \(Self.patternCount)"
            )
        }
        return text
    }
}

extension AlertStanding {
    func names(in model: Model) -> AlertNames { AlertNames(rules.map(\.rule), in: model) }
}
