import InfluenceModel
import InfluenceModelFiles

/// The kinds on what is derived from scores, and on the data beneath them.
extension ConditionReader {
    func probability(_ reader: inout MappingReader) -> Condition? {
        let countries = countries(&reader)
        // The root, and the dimensions below it.
        let known = model.nodes.enumerated().filter { $0.element.aggregate != nil && ($0.element.parent ?? 0) == 0 }
        let nodes = selected(&reader, "node", known.map(\.element.id.text), isRequired: true)
        let by = selector.one(reader.optional("by", .text), "power", among: powers).map { PowerID($0) }
        let of = selector.one(reader.optional("of", .text), "power", among: powers).map { PowerID($0) }
        let isPair = reader.has("by") || reader.has("of")
        let power = isPair ? nil : selected(&reader, "power", powers)
        let above = isPair ? nil : reader.optional("above", .number)
        let below = isPair ? nil : reader.optional("below", .number)
        let fraction = ScalarKind<Double>.number.requiring({ $0 > 0 && $0 <= 1 }) {
            "\($0) is not above 0 and at most 1"
        }
        let atLeast = reader.required("at_least", fraction)
        let clear = reader.optional("clear", fraction)
        guard (model.uncertainty?.replications ?? 0) > 0 else {
            reader.report("the model '\(model.id)' computes no uncertainty, so there are no probabilities")
            return nil
        }
        var event: Probability.Event?
        if isPair {
            for key in ["by", "of"] where !reader.has(key) {
                reader.report("\(reader.subject) has no '\(key)', which is required beside the other power")
            }
            if let by, let of {
                let pairs = model.measures?.pairs ?? []
                guard pairs.contains(where: { $0 == PowerPair(by, of) || $0 == PowerPair(of, by) }) else {
                    reader.report(
                        "\(by) and \(of) are no pair of the model; pairs: \(NearestName.list(pairs.map(\.id.text)))"
                    )
                    return nil
                }
                event = .exceeds(by: by, of: of)
            }
        } else if isOne(of: ["above", "below"], reader, "a level, or 'by' and 'of': two powers") {
            if let level = above ?? below, let power {
                let side: Level.Side = above == nil ? .below : .above
                guard isInside(level, side, model.scale) else { return nil }
                event = .beyond(powers: power.map { PowerID($0) }, side: side, level: level.value)
            }
        }
        guard let atLeast else { return nil }
        if let clear, clear.value > atLeast.value {
            collector.report(
                at: clear.position,
                "'clear' is above 'at_least': the alert would recover while its condition holds"
            )
            return nil
        }
        guard let event, let countries, let nodes else { return nil }
        return .probability(
            Probability(
                event: event,
                countries: countries,
                nodes: nodes.map { NodeID($0) },
                atLeast: atLeast.value,
                // Half of a small one: no probability is below 0.
                clear: clear?.value ?? max(atLeast.value / 2, atLeast.value - 0.01)
            )
        )
    }

    func measure(_ reader: inout MappingReader) -> Condition? {
        let countries = countries(&reader)
        let prefix = "measure."
        let known = model.measureNodes.map { String($0.text.dropFirst(prefix.count)) }
        let nodes = selected(&reader, "measure", known, isRequired: true)?.map { NodeID(prefix + $0) }
        let measures = (nodes ?? []).compactMap { Measure.read($0)?.measure }
        let subjects = Set(measures.map(\.subject))
        var series: [String] = []
        for subject in [Measure.Subject.power, .pair, .country] where subjects.contains(subject) {
            series += model.powers(of: subject).map(\.text)
        }
        // With a wrong measure no power can be judged.
        let powerNode = nodes == nil ? reader.node("power") : nil
        let power = nodes == nil || powerNode != nil ? nil : selected(&reader, "power", series)
        let state = reader.optional("is", .text)
        let target: MeasureTarget?
        if let state {
            for key in ["above", "below", "clear"] {
                _ = reader.node(key)
                if let position = reader.position(of: key) {
                    collector.report(at: position, "'\(key)' and 'is' exclude each other; keep one of them")
                }
            }
            target = self.state(state, of: measures, power ?? [])
        } else if let measure = measures.first(where: { !$0.labels.isEmpty }) {
            for key in ["above", "below", "clear"] { _ = reader.node(key) }
            reader.report(
                "\(reader.subject) needs 'is': the measure \(measure.rawValue) has states: "
                    + measure.labels.map(\.text).joined(separator: ", ")
            )
            target = nil
        } else {
            target = level(&reader, recovery: 0.01, scale: nil).map { .level($0) }
        }
        guard let countries, let nodes, let power, let target else { return nil }
        let selection = SeriesSelection(countries: countries, powers: power.map { PowerID($0) }, nodes: nodes)
        return .measure(selection, target)
    }

    private func state(_ text: Located<String>, of measures: [Measure], _ powers: [String]) -> MeasureTarget? {
        guard let first = measures.first else { return nil }
        let pair = powers.count == 1 ? powers.first.flatMap { PowerPair(PowerID($0)) } : nil
        for measure in measures where measure.labels.isEmpty || measure.labels != first.labels {
            collector.report(
                at: text.position,
                measure.labels.isEmpty
                    ? "the measure \(measure.rawValue) has no states; write 'above' or 'below'"
                    : "the measures \(first.rawValue) and \(measure.rawValue) have different states; write a rule for each"
            )
            return nil
        }
        let found = first.labels.first {
            $0.text == text.value || "\($0.code)" == text.value
                || first.label(Double($0.code), pair: pair) == text.value
        }
        guard let found else {
            collector.report(
                at: text.position,
                "unknown state '\(text.value)'" + NearestName.hint(for: text.value, among: first.labels.map(\.text))
            )
            return nil
        }
        return .state(code: found.code, label: found.text)
    }

    func stale(_ reader: inout MappingReader) -> Condition? {
        guard reader.has("feed") else {
            let known = (model.indicators + model.tracked).map(\.id.text)
            guard reader.has("indicator") else {
                for key in ["country", "after", "failures"] { _ = reader.node(key) }
                reader.report("\(reader.subject) needs 'indicator' or 'feed': what may grow old")
                return nil
            }
            let indicators = selected(&reader, "indicator", known, isRequired: true)
            let countries = countries(&reader)
            let after = reader.required("after", .daysDuration)
            guard let indicators, let countries, let after else { return nil }
            return .stale(.indicators(indicators.map { NodeID($0) }, countries: countries, after: after.value))
        }
        // Without feeds a pattern matches none, and will match those to come.
        let chosen = selected(&reader, "feed", feeds, isRequired: true, mayBeEmpty: feeds.isEmpty)
        let after = reader.optional("after", .positiveSpan)
        let failures = reader.optional("failures", .integer(in: 1...1_000_000))
        guard isOne(of: ["after", "failures"], reader, "a time such as 7d, or a number of failures"), let chosen else {
            return nil
        }
        if let after { return .stale(.feeds(chosen, after: after.value)) }
        return failures.map { .stale(.failures(chosen, count: $0.value)) }
    }
}
