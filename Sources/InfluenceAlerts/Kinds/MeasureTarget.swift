import InfluenceFiles
package import InfluenceModel
import InfluenceText

/// `measure`: a derived measure above or below a level, or in a state.
package struct MeasureTarget: Condition {
    package static let kind = "measure"

    package enum Target: Hashable, Sendable {
        case level(Level)
        /// The code of a state, with its label for people.
        case state(code: Int, label: String)
    }

    /// Its nodes are measures' nodes, its powers what their series are of: powers, pairs or `WLD`.
    package let selection: SeriesSelection
    package let target: Target
    /// Those of the nodes, each once.
    private let measures: [Measure]
    /// The powers that are inside no other, whose indices the shares are of.
    private let sharing: [PowerID]
    /// The nodes beneath the root, which pairs are compared by.
    private let dimensions: [NodeID]

    private init(_ selection: SeriesSelection, _ target: Target, _ measures: [Measure], in model: Model) {
        self.selection = selection
        self.target = target
        self.measures = measures
        sharing = model.outermostPowers.map { model.powers[$0].id }
        dimensions = model.nodes.first?.children.map { model.nodes[$0].id } ?? []
    }

    package init?(_ keys: inout RuleKeys) {
        let countries = keys.countries()
        let known = keys.model.measureNodes.map { Measure.short($0.text) }
        let nodes = keys.selected("measure", known, isRequired: true)?.map { NodeID(Measure.long($0)) }
        let measures = keys.model.distinctMeasures(of: nodes ?? [])
        let subjects = Set(measures.map(\.subject))
        var series: [String] = []
        for subject in [Measure.Subject.power, .pair, .country] where subjects.contains(subject) {
            series += keys.model.powers(of: subject).map(\.text)
        }
        // With a wrong measure no power can be judged.
        let powerNode = nodes == nil ? keys.reader.node("power") : nil
        let power = nodes == nil || powerNode != nil ? nil : keys.selected("power", series)
        let state = keys.reader.optional("is", .text)
        let target: Target?
        if let state {
            for key in ["above", "below", "clear"] {
                _ = keys.reader.node(key)
                if let position = keys.reader.position(of: key) {
                    keys.collector.report(at: position, "'\(key)' and 'is' exclude each other; keep one of them")
                }
            }
            target = Self.state(state, of: measures, power ?? [], keys.collector)
        } else if let measure = measures.first(where: { !$0.labels.isEmpty }) {
            for key in ["above", "below", "clear"] { _ = keys.reader.node(key) }
            keys.reader.report(
                "\(keys.reader.subject) needs 'is': the measure \(measure.name) has states: "
                    + measure.labels.map(\.text).joined(separator: ", ")
            )
            target = nil
        } else {
            target = keys.level(recovery: { _ in 0.01 }, scale: nil).map { .level($0) }
        }
        guard let countries, let nodes, let power, let target else { return nil }
        let selection = SeriesSelection(countries: countries, powers: power.map { PowerID($0) }, nodes: nodes)
        self.init(selection, target, measures, in: keys.model)
    }

    private static func state(
        _ text: Located<String>,
        of measures: [Measure],
        _ powers: [String],
        _ collector: DiagnosticCollector
    ) -> Target? {
        guard let first = measures.first else { return nil }
        let pair = powers.count == 1 ? powers.first.flatMap { PowerPair(PowerID($0)) } : nil
        for measure in measures where measure.labels.isEmpty || measure.labels != first.labels {
            collector.report(
                at: text.position,
                measure.labels.isEmpty
                    ? "the measure \(measure.name) has no states; write 'above' or 'below'"
                    : "the measures \(first.name) and \(measure.name) have different states; write a rule for each"
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

    package func subjects(in model: Model) -> [AlertSubject] {
        let wanted = Set(selection.powers)
        let nodes = model.measureNodes.filter(Set(selection.nodes).contains)
        let countries = model.countries.map(\.id).filter(Set(selection.countries).contains)
        return countries.flatMap { country in
            nodes.flatMap { node in
                (model.measure(of: node).map { model.powers(of: $0.measure.subject) } ?? []).filter(wanted.contains)
                    .map { AlertSubject(country: country, power: $0, node: node) }
            }
        }
    }

    package var parameters: [String] {
        switch target {
        case .level(let level): level.parameters
        case .state(let code, _): ["is", "\(code)"]
        }
    }

    package var text: String {
        switch target {
        case .level(let level): "\(selection.text) \(level.text())"
        case .state(_, let label): "\(selection.text) is '\(label)'"
        }
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        switch target {
        case .level(let level): "\(subject.series) is \(level.side.rawValue) \(Figure.text(level.level))"
        case .state(_, let label): "\(subject.series) is '\(label)'"
        }
    }

    /// A state by its label.
    package func figure(_ value: Double) -> String {
        if case .state = target {
            return measures.first?.label(value, pair: nil).map { "'\($0)'" } ?? Figure.text(value)
        }
        if selection.nodes.allSatisfy(Measure.isProbability) { return DecimalText.probability(value) }
        guard case .level(let level) = target else { return Figure.text(value) }
        return Figure.text(value, apartFrom: [level.level])
    }

    package func unit(of subject: AlertSubject) -> String {
        let name = subject.node.flatMap { Measure.parts(of: $0)?.name }
        return measures.first { $0.name == name }?.unit ?? ""
    }

    /// Each measure once, however many nodes it is of.
    package func rangeProblems(in model: Model) -> [RangeProblem] {
        guard case .level(let level) = target else { return [] }
        return measures.compactMap { level.problem(with: $0, scale: model.scale) }
    }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        selection.reading(of: subject, in: source) {
            switch target {
            case .level(let level): level.verdict(of: $0)
            case .state(let code, _): $0 == Double(code) ? .met : .left
            }
        }
    }

    /// Many figures make the same state.
    package func signature(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> UInt64? {
        if case .state = target { nil } else { value.bitPattern }
    }

    /// A share is one of what all powers have together, and a comparison by dimensions is one of scores: of each as much has to
    /// be known as before. How many of them have a score, which is the measure's own coverage, says nothing of that.
    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? {
        guard let node = subject.node, let power = subject.power, let country = subject.country,
            let before = source.previous, let name = Measure.parts(of: node)?.name,
            let basis = measures.first(where: { $0.name == name })?.basis
        else { return nil }
        let own = PowerPair(power).map { [$0.first, $0.second] } ?? [power]
        let parts: [(power: PowerID, node: NodeID)] =
            switch basis {
            case .powers: sharing.map { ($0, source.root) }
            case .dimensions: own.flatMap { power in dimensions.map { (power, $0) } }
            case .sources, .channels, .partners, .periods: []
            }
        var largest: CoverageMove?
        for part in parts {
            let now = source.score(part.node, part.power, country, source.period)
            let then = before.score(part.node, part.power, country, before.period)
            let move = (coverage(now) - coverage(then)).magnitude
            guard move > limit + AlertTiming.coverageTolerance, now?.value != then?.value else { continue }
            if largest.map({ $0.by < move }) ?? true { largest = CoverageMove(part.power, by: move) }
        }
        return largest
    }

    private func coverage(_ score: Score?) -> Double { score?.value == nil ? 0 : score?.coverage ?? 0 }

    package func isAlike(_ subject: AlertSubject, in models: ModelComparison) -> Bool {
        let name = subject.node.flatMap { Measure.parts(of: $0)?.0 }
        return models.haveSameMeasures && (name != Measure.probabilityName || models.haveSameUncertainty)
    }

    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        guard let node = subject.node, let power = subject.power, let country = subject.country else { return nil }
        var causes = BreakCauses(country)
        causes.take(source.brokenMeasure(node, power, country), power)
        return causes.reading { nil }
    }
}

extension Model {
    /// The measures of some series, each once.
    fileprivate func distinctMeasures(of nodes: [NodeID]) -> [Measure] {
        var found: [Measure] = []
        for measure in nodes.compactMap({ measure(of: $0)?.measure }) where !found.contains(measure) {
            found.append(measure)
        }
        return found
    }

    /// What the series of measures of a subject are of.
    fileprivate func powers(of subject: Measure.Subject) -> [PowerID] {
        switch subject {
        case .power: powers.map(\.id)
        case .pair: (measures?.pairs ?? []).map(\.id)
        case .country: [.world]
        }
    }
}
