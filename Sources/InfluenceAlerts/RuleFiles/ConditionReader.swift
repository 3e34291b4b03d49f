import InfluenceModel
import InfluenceModelFiles

/// Decodes the keys of a kind of condition. Every key is read before any is judged.
struct ConditionReader {
    enum Kind: String, CaseIterable {
        case threshold, change, overtake, rank, probability, measure, stale
    }

    let model: Model
    let feeds: [String]
    let collector: DiagnosticCollector

    var selector: Selector { Selector(collector: collector) }
    var powers: [String] { model.powers.map(\.id.text) }
    var nodes: [String] { model.nodes.map(\.id.text) }

    func read(_ kind: Kind, _ reader: inout MappingReader) -> Condition? {
        switch kind {
        case .threshold: threshold(&reader)
        case .change: change(&reader)
        case .overtake: overtake(&reader)
        case .rank: rank(&reader)
        case .probability: probability(&reader)
        case .measure: measure(&reader)
        case .stale: stale(&reader)
        }
    }

    private func threshold(_ reader: inout MappingReader) -> Condition? {
        let selection = selection(&reader)
        let level = level(&reader, recovery: 0.01 * (model.scale.high - model.scale.low), scale: model.scale)
        guard let selection, let level else { return nil }
        return .threshold(selection, level)
    }

    private func change(_ reader: inout MappingReader) -> Condition? {
        let selection = selection(&reader)
        let by = reader.required("by", .number.requiring({ $0 > 0 }) { "\($0) is not above 0" })
        let window = reader.required(
            "window",
            .duration.requiring({ $0.months > 0 && $0.days == 0 && $0.seconds == 0 }) {
                "'\($0)' is not of whole months; write P12M or P1Y"
            }
        )
        let direction = reader.optional("direction", .choice("direction", as: Change.Direction.self))?.value ?? .any
        let clear = reader.optional("clear", .nonNegativeNumber)
        guard let by else { return nil }
        let (low, high) = (model.scale.low, model.scale.high)
        guard by.value <= high - low else {
            collector.report(
                at: by.position,
                "no score changes by more than \(DecimalText.shortest(high - low)), the model's scale"
            )
            return nil
        }
        if let clear {
            if clear.value > by.value {
                collector.report(at: clear.position, "'clear' is above 'by': the alert would recover before it fires")
                return nil
            }
            if clear.value == 0, direction == .any {
                collector.report(
                    at: clear.position,
                    "'clear' is 0: no change is smaller, so the alert would never recover"
                )
                return nil
            }
        }
        guard let selection, let window else { return nil }
        // Half of a small change: no change is smaller than none.
        let recovery = max(by.value / 2, by.value - 0.01 * (high - low))
        return .change(
            selection,
            Change(by: by.value, direction: direction, window: window.value, clear: clear?.value ?? recovery)
        )
    }

    private func overtake(_ reader: inout MappingReader) -> Condition? {
        let countries = countries(&reader)
        let by = selected(&reader, "by", powers)
        let of = selected(&reader, "of", powers)
        let scale = reader.optional("in", .choice("scale", as: Overtake.Scale.self))?.value ?? .scores
        let indicators = (model.indicators + model.tracked).filter { $0.subject == .dyad }.map(\.id.text)
        let nodes = selected(&reader, "node", scale == .shares ? indicators : nodes, isRequired: true)
        let margin = reader.optional("margin", .nonNegativeNumber)
        guard let countries, let by, let of, let nodes else { return nil }
        let overtake = Overtake(
            by: by.map { PowerID($0) },
            of: of.map { PowerID($0) },
            countries: countries,
            nodes: nodes.map { NodeID($0) },
            scale: scale,
            margin: margin?.value ?? 0
        )
        if Rule(id: "", condition: .overtake(overtake)).subjects(in: model).isEmpty {
            reader.report("'by' and 'of' have no two powers that can pass each other; name two different ones")
            return nil
        }
        return .overtake(overtake)
    }

    private func rank(_ reader: inout MappingReader) -> Condition? {
        let selection = selection(&reader)
        let kind = ScalarKind<Int>.integer(in: 1...max(1, model.powers.count))
        let to = reader.optional("to", kind)
        let from = reader.optional("from", kind)
        guard isOne(of: ["to", "from"], reader, "a place such as 1") else { return nil }
        guard let selection, let place = to ?? from else { return nil }
        return .rank(selection, RankChange(to == nil ? .from : .to, place.value))
    }

    // MARK: What several kinds have

    func selection(_ reader: inout MappingReader) -> SeriesSelection? {
        let countries = countries(&reader)
        let powers = selected(&reader, "power", powers)
        let nodes = selected(&reader, "node", nodes, isRequired: true)
        guard let countries, let powers, let nodes else { return nil }
        return SeriesSelection(
            countries: countries,
            powers: powers.map { PowerID($0) },
            nodes: nodes.map { NodeID($0) }
        )
    }

    func countries(_ reader: inout MappingReader) -> [CountryID]? {
        selected(&reader, "country", model.countries.map(\.id.text))?.map { CountryID($0) }
    }

    /// All that is known where the key is absent and not required; `nil` where something was reported.
    func selected(
        _ reader: inout MappingReader,
        _ key: String,
        _ known: [String],
        isRequired: Bool = false,
        mayBeEmpty: Bool = false
    ) -> [String]? {
        let isThere = reader.has(key)
        let node = isRequired ? reader.requiredNode(key) : reader.node(key)
        guard let node else { return isThere || isRequired ? nil : known }
        return selector.select(node, key, among: known, mayBeEmpty: mayBeEmpty)
    }

    /// - Parameters:
    ///   - recovery: how far inside the level the recovery level is unless it is given.
    ///   - scale: the range of the values; `nil`: any.
    func level(_ reader: inout MappingReader, recovery: Double, scale: Scale?) -> Level? {
        let above = reader.optional("above", .number)
        let below = reader.optional("below", .number)
        let clear = reader.optional("clear", .number)
        guard isOne(of: ["above", "below"], reader, "a level") else { return nil }
        guard let level = above ?? below else { return nil }
        let side: Level.Side = above == nil ? .below : .above
        guard isInside(level, side, scale) else { return nil }
        var fallback = side == .above ? level.value - recovery : level.value + recovery
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
    func isInside(_ level: Located<Double>, _ side: Level.Side, _ scale: Scale?) -> Bool {
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

    /// Reports none or several of keys that exclude each other.
    func isOne(of keys: [String], _ reader: MappingReader, _ what: String) -> Bool {
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
