import InfluenceFiles
import InfluenceModel

/// Decodes a rule: what all kinds have in common.
struct RuleReader {
    /// The names of all hooks, in the order of the file.
    let hooks: [String]
    let model: Model
    let feeds: [String]
    let kinds: RuleKinds
    let collector: DiagnosticCollector

    /// What rules say that do not say it themselves.
    struct Defaults {
        var timing = TimingKeys()
        var severity: AlertSeverity?
        var hooks: [String]?
        var tellsHeld: Bool?
        /// Of a run, not of a rule.
        var explainLimit: Int?
    }

    func defaults(_ mapping: MappingReader) -> Defaults {
        var reader = mapping
        let defaults = Defaults(
            timing: TimingKeys(&reader),
            severity: reader.optional("severity", .choice("severity", as: AlertSeverity.self))?.value,
            hooks: hookNames(&reader),
            tellsHeld: reader.optional("tell_held", .boolean)?.value,
            explainLimit: reader.optional("explain_limit", .integer(in: 0...1_000))?.value
        )
        reader.finish()
        return defaults
    }

    /// - Parameter lines: where each id was met first.
    func rule(_ node: YAMLNode, _ defaults: Defaults, _ lines: inout [String: Int]) -> Rule? {
        let name = node["id"]?.value.text.map { " '\($0)'" } ?? ""
        var reader = MappingReader(node, of: "rule" + name, collector)
        let id = reader.required("id", .name)
        if let id {
            if let line = lines[id.value] {
                collector.report(at: id.position, "rule '\(id.value)' is already defined at line \(line)")
            } else {
                lines[id.value] = id.position.line
            }
        }
        let description = reader.optional("description", .anyText)?.value
        let severity = reader.optional("severity", .choice("severity", as: AlertSeverity.self))?.value
        let labels = reader.mapping("labels").map { _ in self.labels(node["labels"]?.value) }
        let hooks = hookNames(&reader)
        let isEnabled = reader.optional("enabled", .boolean)?.value
        let tellsHeld = reader.optional("tell_held", .boolean)?.value
        let own = TimingKeys(&reader)
        // Without a kind no key is known to be wrong.
        guard let kind = reader.required("kind", .choice("kind", kinds.named)) else { return nil }
        var keys = RuleKeys(reader, model: model, feeds: feeds)
        let condition = kind.value.init(&keys)
        keys.reader.finish()
        guard let id, let condition else { return nil }
        let usual = AlertTiming(onNoData: kind.value.onNoData, startup: kind.value.startup)
        var timing = own.applied(to: defaults.timing.applied(to: usual))
        if !condition.hasDataPeriods {
            // That of `defaults` is for the others.
            timing.periods = 0
            if let position = keys.reader.position(of: "periods") {
                collector.report(
                    at: position,
                    "a feed has no data periods that could be counted; write 'for', such as 2h"
                )
                return nil
            }
        }
        return Rule(
            id: id.value,
            description: description ?? "",
            condition: condition,
            timing: timing,
            severity: severity ?? defaults.severity ?? .warning,
            labels: labels ?? [],
            hooks: hooks ?? defaults.hooks ?? [],
            isEnabled: isEnabled ?? true,
            tellsHeld: tellsHeld ?? defaults.tellsHeld ?? false
        )
    }

    private static let reserved = ["alertname", "country", "power", "counterpart", "node", "feed", "severity"]

    private func labels(_ node: YAMLNode?) -> [AlertLabel] {
        let labels = (node?.entries ?? []).compactMap { entry -> AlertLabel? in
            let bytes = entry.key.utf8
            let isLetter = { (byte: UInt8) in (65...90).contains(byte & 0xDF) || byte == 95 }
            guard let first = bytes.first, isLetter(first),
                bytes.allSatisfy({ isLetter($0) || (48...57).contains($0) })
            else {
                collector.report(
                    at: entry.keyPosition,
                    "'\(entry.key)' is no name of a label; write letters, digits and '_', beginning with no digit"
                )
                return nil
            }
            guard !Self.reserved.contains(entry.key) else {
                collector.report(
                    at: entry.keyPosition,
                    "the label '\(entry.key)' is set by the daemon; choose another name"
                )
                return nil
            }
            return collector.scalar(entry.value, .text, of: "label '\(entry.key)'").map {
                AlertLabel(entry.key, $0.value)
            }
        }
        return labels.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// In the order of the file's hooks, each once.
    private func hookNames(_ reader: inout MappingReader) -> [String]? {
        guard let list = reader.list("hooks", of: .text) else { return nil }
        var wanted: Set<String> = []
        for name in list.value {
            if name.value == AlertDelivery.journal {
                collector.report(at: name.position, "the journal gets every event anyway; leave 'journal' out")
            } else if let known = Selector(collector: collector).one(name, "hook", among: hooks) {
                wanted.insert(known)
            }
        }
        return hooks.filter(wanted.contains)
    }
}
