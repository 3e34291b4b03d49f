internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How the order of reporters is written in a model file: one list, or one a country and one for all others.
///
///     reporters: [COW]
///     reporters: {default: [COW], KAZ: [KAZ_BNS, COW], TKM: []}
enum ReportersForm {
    private static let usual = "default"

    /// - Parameter countries: Those of the model.
    static func read(_ node: YAMLNode, countries: [CountryID], _ collector: DiagnosticCollector) -> Reporters? {
        guard let entries = node.entries else {
            guard let list = list(node, of: "'reporters'", collector) else { return nil }
            if list.isEmpty {
                collector.report(
                    at: node.position,
                    "the list is empty; name at least one reporter, or write any"
                )
                return nil
            }
            return Reporters(list)
        }
        var byCountry: [CountryID: [String]] = [:]
        var rest: [String]?
        for entry in entries {
            let list = list(entry.value, of: "'\(entry.key)'", collector) ?? []
            if entry.key == usual {
                rest = list
            } else if countries.contains(where: { $0.text == entry.key }) {
                byCountry[CountryID(entry.key)] = list
            } else {
                collector.report(
                    at: entry.keyPosition,
                    "unknown country '\(entry.key)'"
                        + NearestName.hint(for: entry.key, among: [usual] + countries.map(\.text))
                )
            }
        }
        guard let rest else {
            collector.report(
                at: node.position,
                "'reporters' by country need a '\(usual)' for the others; [] reads nobody"
            )
            return nil
        }
        return Reporters(rest, byCountry: byCountry)
    }

    /// Each once.
    private static func list(_ node: YAMLNode, of what: String, _ collector: DiagnosticCollector) -> [String]? {
        guard let elements = collector.list(node, of: what, example: node.text.map { "[\($0)]" }) else { return nil }
        var seen: Set<String> = []
        return elements.value.compactMap { element in
            guard let name = collector.scalar(element, .text, of: "an element of \(what)") else { return nil }
            if seen.insert(name.value).inserted { return name.value }
            collector.report(at: name.position, "reporter '\(name.value)' is listed twice")
            return nil
        }
    }
}
