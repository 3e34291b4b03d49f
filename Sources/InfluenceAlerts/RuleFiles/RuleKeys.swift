package import InfluenceFiles
package import InfluenceModel
import InfluenceText

/// The keys of a rule, as its kind reads them, with what they may name.
package struct RuleKeys {
    package var reader: MappingReader
    package let model: Model
    /// The names of the feeds of the configuration.
    package let feeds: [String]

    package init(_ reader: MappingReader, model: Model, feeds: [String]) {
        self.reader = reader
        self.model = model
        self.feeds = feeds
    }

    package var collector: DiagnosticCollector { reader.collector }
    private var selector: Selector { Selector(collector: collector) }

    package var powers: [String] { model.powers.map(\.id.text) }
    package var nodes: [String] { model.nodes.map(\.id.text) }

    // MARK: What is watched

    /// `country`, `power` and `node`.
    /// - Parameter subjects: which tracked indicators may be watched: those about them. Empty: none.
    package mutating func selection(tracking subjects: [Subject] = []) -> SeriesSelection? {
        let countries = countries()
        let powers = selected("power", powers)
        let nodes = watchedNodes(tracking: subjects)
        guard let countries, let powers, let nodes else { return nil }
        return SeriesSelection(
            countries: countries,
            powers: powers.map { PowerID($0) },
            nodes: nodes.ids,
            unit: nodes.unit
        )
    }

    package mutating func countries() -> [CountryID]? {
        selected("country", model.countries.map(\.id.text))?.map { CountryID($0) }
    }

    /// `node`: nodes of the tree, or tracked indicators of one unit, which patterns mean only where they match no node.
    /// - Returns: also the unit of tracked indicators; `nil` for scores.
    package mutating func watchedNodes(tracking subjects: [Subject]) -> (ids: [NodeID], unit: String?)? {
        let tracked = subjects.isEmpty ? [] : model.tracked
        guard let chosen = selected("node", nodes, beside: tracked.map(\.id.text), isRequired: true) else { return nil }
        let units = chosen.compactMap { id in tracked.first { $0.id.text == id } }
        guard let first = units.first else { return (chosen.map { NodeID($0) }, nil) }
        let position = reader.position(of: "node") ?? reader.position
        if let other = units.first(where: { !subjects.contains($0.subject) }) {
            let known = tracked.filter { subjects.contains($0.subject) }.map(\.id.text)
            collector.report(
                at: position,
                "'\(other.id)' is about a \(other.subject.rawValue), which rules of this kind do not watch"
                    + NearestName.hint(for: other.id.text, among: known)
            )
            return nil
        }
        guard units.count == chosen.count else {
            collector.report(
                at: position,
                "'\(first.id)' is tracked in its unit and has no score; write a rule of its own for it"
            )
            return nil
        }
        if let other = units.first(where: { $0.rawUnit != first.rawUnit }) {
            let (one, another) = (first.rawUnit, other.rawUnit)
            collector.report(
                at: position,
                "'\(first.id)' is \(one.isEmpty ? "without a unit" : "in \(one)") and '\(other.id)' "
                    + "\(another.isEmpty ? "without one" : "in \(another)"); write a rule for each"
            )
            return nil
        }
        return (chosen.map { NodeID($0) }, first.rawUnit)
    }

    /// The names that a key selects: one, a list, or patterns; all that are known where the key is absent and not required.
    /// - Parameters:
    ///   - beside: names that are known too, and that a pattern means only where it matches none of the others.
    ///   - mayBeEmpty: whether a pattern that matches nothing is right.
    /// - Returns: `nil` where something was reported.
    package mutating func selected(
        _ key: String,
        _ known: [String],
        beside: [String] = [],
        isRequired: Bool = false,
        mayBeEmpty: Bool = false
    ) -> [String]? {
        let isThere = reader.has(key)
        let node = isRequired ? reader.requiredNode(key) : reader.node(key)
        guard let node else { return isThere || isRequired ? nil : known }
        return selector.select(node, key, among: known, beside: beside, mayBeEmpty: mayBeEmpty)
    }

    /// One power by its id; `nil` where the key is absent or something was reported.
    package mutating func power(_ key: String) -> PowerID? {
        selector.one(reader.optional(key, .text), "power", among: powers).map { PowerID($0) }
    }

    // MARK: Levels

    /// `above` or `below`, and `clear`.
    /// - Parameters:
    ///   - recovery: how far inside a level the recovery level is unless it is given.
    ///   - scale: the range of the values; `nil`: any.
    package mutating func level(recovery: (Double) -> Double, scale: Scale?) -> Level? {
        let above = reader.optional("above", .number)
        let below = reader.optional("below", .number)
        let clear = reader.optional("clear", .number)
        guard isOne(of: ["above", "below"], "a level") else { return nil }
        guard let level = above ?? below else { return nil }
        let side: Level.Side = above == nil ? .below : .above
        guard isInside(level, side, scale) else { return nil }
        let inside = recovery(level.value)
        var fallback = side == .above ? level.value - inside : level.value + inside
        if let scale { fallback = min(max(fallback, scale.low), scale.high) }
        let recovered = clear?.value ?? fallback
        if let clear, side == .above ? clear.value > level.value : clear.value < level.value {
            collector.report(
                at: clear.position,
                "'clear' is \(side.rawValue) the level: the alert would recover while its condition holds; "
                    + "write \(side == .above ? "at most" : "at least") \(DecimalText.shortest(level.value))"
            )
            return nil
        }
        if let clear, let scale, !(scale.low...max(scale.low, scale.high)).contains(clear.value) {
            collector.report(
                at: clear.position,
                "'clear' is outside the scale \(text(scale)): the alert would never recover"
            )
            return nil
        }
        return Level(side, level.value, clear: recovered)
    }

    /// Reports a level that is always met or never.
    package func isInside(_ level: Located<Double>, _ side: Level.Side, _ scale: Scale?) -> Bool {
        guard let scale else { return true }
        let (value, low, high) = (level.value, scale.low, scale.high)
        let isNever = side == .above ? value >= high : value <= low
        let isAlways = side == .above ? value < low : value > high
        if isNever || isAlways {
            collector.report(
                at: level.position,
                "the condition is \(isNever ? "never" : "always") met: scores are within \(text(scale))"
            )
        }
        return !isNever && !isAlways
    }

    private func text(_ scale: Scale) -> String {
        "\(DecimalText.shortest(scale.low))...\(DecimalText.shortest(scale.high))"
    }

    // MARK: Keys that go together

    /// Reports none or several of keys that exclude each other.
    package func isOne(of keys: [String], _ what: String) -> Bool {
        let given = keys.filter(reader.has)
        let list = keys.map { "'\($0)'" }
        if given.isEmpty {
            reader.report("\(reader.subject) needs \(list.joined(separator: " or ")): \(what)")
        } else if given.count > 1, let position = reader.position(of: given[1]) {
            collector.report(at: position, "'\(given[1])' and '\(given[0])' exclude each other; keep one of them")
        }
        return given.count == 1
    }
}
