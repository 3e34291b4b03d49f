internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How one step of treatment is written in a model file. Adding a step adds a row to ``all``.
struct TreatmentForm: Sendable {
    let name: String
    let make: Make

    enum Make: Sendable {
        case word(Treatment.Step)
        /// Written with a whole number from 1: `{winsorise: 5}`.
        case count(@Sendable (Int) -> Treatment.Step)
        /// Written with a number: `{box_cox: 0.5}`.
        case number(@Sendable (Double) -> Treatment.Step)
    }

    static let all: [TreatmentForm] = [
        TreatmentForm(name: "winsorise", make: .count { .winsorise($0) }),
        TreatmentForm(name: "log", make: .word(.log)),
        TreatmentForm(name: "box_cox", make: .number { .boxCox(lambda: $0) }),
    ]

    /// Reads `none`, `{clip: [2.5, 97.5]}` or `{steps: [{winsorise: 5}, log], skewness: 2, kurtosis: 3.5, scope: panel, chain: false}`.
    static func read(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Treatment? {
        if node.text == "none" { return nil }
        guard case .mapping = node.content else {
            collector.report(
                at: node.position,
                "'treat' must be none, {steps: [{winsorise: 5}, log]} or {clip: [2.5, 97.5]}"
            )
            return nil
        }
        var reader = MappingReader(node, of: "'treat'", collector)
        let clip = reader.list("clip")
        let hasClip = reader.has("clip")
        let list = hasClip ? reader.list("steps") : reader.requiredList("steps")
        let skewness = reader.optional("skewness", .number.requiring({ $0 > 0 }) { "\($0) is not above 0" })
        let kurtosis = reader.optional("kurtosis", .number)
        let scope = reader.optional("scope", .choice("scope", as: Treatment.Scope.self))
        let chain = reader.optional("chain", .boolean)
        reader.finish()
        var percentiles: Treatment.Percentiles?
        if let clip {
            percentiles = self.percentiles(clip, collector)
            guard percentiles != nil else { return nil }
        }
        guard let list else { return hasClip ? percentiles.map { Treatment(clip: $0, steps: []) } : nil }
        if list.value.isEmpty { collector.report(at: list.position, "'steps' is empty; write [{winsorise: 5}, log]") }
        let steps = list.value.compactMap { step($0, collector) }
        return Treatment(
            clip: percentiles,
            steps: steps,
            skewness: skewness?.value ?? 2,
            kurtosis: kurtosis?.value ?? 3.5,
            scope: scope?.value ?? .panel,
            isChained: chain?.value ?? false
        )
    }

    private static func percentiles(
        _ list: Located<[YAMLNode]>,
        _ collector: DiagnosticCollector
    ) -> Treatment.Percentiles? {
        let ends = list.value.compactMap {
            collector.scalar($0, .number(in: 0...100), of: "an element of 'clip'")?.value
        }
        guard ends.count == list.value.count else { return nil }
        guard ends.count == 2, ends[0] < ends[1] else {
            collector.report(at: list.position, "'clip' takes two percentiles, the lower one first: [2.5, 97.5]")
            return nil
        }
        return Treatment.Percentiles(low: ends[0], high: ends[1])
    }

    private static func step(_ node: YAMLNode, _ collector: DiagnosticCollector) -> Treatment.Step? {
        guard case .mapping(let entries) = node.content else {
            let kind = ScalarKind.choice("step", all.map { ($0.name, $0) })
            guard let form = collector.scalar(node, kind, of: "a step")?.value else { return nil }
            if case .word(let step) = form.make { return step }
            collector.report(at: node.position, "'\(form.name)' needs its number; write \(form.example)")
            return nil
        }
        guard entries.count == 1, let entry = entries.first, let form = all.first(where: { $0.name == entry.key })
        else {
            collector.report(at: node.position, "a step must be one of " + NearestName.list(all.map(\.example)))
            return nil
        }
        switch form.make {
        case .word:
            collector.report(at: node.position, "'\(form.name)' takes no number; write \(form.name)")
            return nil
        case .count(let make):
            return collector.scalar(entry.value, .integer(in: 1...1_000_000), of: "'\(form.name)'").map {
                make($0.value)
            }
        case .number(let make):
            return collector.scalar(entry.value, .number, of: "'\(form.name)'").map { make($0.value) }
        }
    }

    private var example: String {
        switch make {
        case .word: name
        case .count: "{\(name): 5}"
        case .number: "{\(name): 0.5}"
        }
    }
}
