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
        nodes = (model.nodes.map(\.id) + model.tracked.map(\.id) + model.measureNodes).flatMap(AlertSubject.names)
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
        add(keys.flatMap(\.subject.nodeNames), to: &nodes)
    }

    /// What is not known of a matcher: what it is, the first such name or pattern, and the names that are known.
    struct Stray {
        enum Kind {
            case rule, country, power, node, label
        }

        let kind: Kind
        let name: String
        let known: [String]

        /// As an error of `org.influenced.Index`. It has no labels to ask for.
        var indexError: VarlinkError {
            switch kind {
            case .rule, .label: IndexInterface.UnknownRule(rule: name, known: known).varlinkError
            case .country: IndexInterface.UnknownCountry(country: name, known: known).varlinkError
            case .power: IndexInterface.UnknownPower(power: name, known: known).varlinkError
            case .node: IndexInterface.UnknownNode(node: name, known: known).varlinkError
            }
        }

        /// As an error of `org.influenced.Admin`.
        var adminError: VarlinkError {
            switch kind {
            case .rule: AdminInterface.UnknownRule(rule: name, known: known).varlinkError
            case .country: AdminInterface.UnknownCountry(country: name, known: known).varlinkError
            case .power: AdminInterface.UnknownPower(power: name, known: known).varlinkError
            case .node: AdminInterface.UnknownNode(node: name, known: known).varlinkError
            case .label: AdminInterface.UnknownLabel(label: name, known: known).varlinkError
            }
        }
    }

    /// - Returns: `nil` where every name is known, and every pattern matches one.
    func stray(in matcher: AlertMatcher) -> Stray? {
        let parts: [(Stray.Kind, PatternList?, [String])] = [
            (.rule, matcher.rule, rules), (.country, matcher.country, countries), (.power, matcher.power, powers),
            (.node, matcher.node, nodes),
        ]
        for (kind, patterns, known) in parts {
            if let stray = patterns?.stray(among: known) { return Stray(kind: kind, name: stray.text, known: known) }
        }
        let label = matcher.labels.map { "\($0.name)=\($0.value)" }.first { !labels.contains($0) }
        return label.map { Stray(kind: .label, name: $0, known: labels) }
    }
}

extension AlertStanding {
    func names(in model: Model) -> AlertNames { AlertNames(rules.map(\.rule), in: model) }
}
