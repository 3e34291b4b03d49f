import InfluenceModel
import InfluenceScoring
import InfluenceText

/// A node's method in one line, as people read it.
enum MethodText {
    static func of(_ node: Node) -> String {
        let method =
            switch node.content {
            case .indicator(let indicator): of(indicator)
            case .aggregate(let aggregate): of(aggregate)
            }
        let floor = node.floor.map { ["at least \(number($0))"] } ?? []
        let steps = node.weightSteps.map { "\(number($0.weight)) from \($0.from)" }.joined(separator: ", ")
        return
            ([method] + floor + (node.digits.map { [rounding($0)] } ?? []) + (steps.isEmpty ? [] : ["weight " + steps]))
            .joined(separator: "; ")
    }

    private static func rounding(_ digits: Int) -> String {
        switch digits {
        case 0: "rounded to whole numbers"
        case 1...: "rounded to \(counted(digits, "decimal"))"
        default: "rounded to 1\(String(repeating: "0", count: -digits))s"
        }
    }

    static func of(_ aggregate: Aggregate) -> String {
        var parts = [aggregate.method.arithmetic.text]
        if aggregate.minCoverage > 0 { parts.append("null below \(number(aggregate.minCoverage * 100)) % coverage") }
        if aggregate.minChildren > 1 { parts.append("needs \(aggregate.minChildren) parts") }
        parts.append(contentsOf: text(aggregate.normalisation ?? .none, aggregate.direction))
        return parts.joined(separator: "; ")
    }

    static func of(_ indicator: Indicator) -> String {
        var what = indicator.inputs == [indicator.id] ? "" : indicator.inputs.map(\.text).joined(separator: " + ")
        for step in indicator.transform { what = step.text(of: what, isFlow: indicator.isFlow) }
        if what.isEmpty { what = indicator.isFlow ? "as observed, so much a year" : "as observed" }
        var parts = [what]
        if indicator.isTable { parts.append("all powers of a country from one reporter") }
        if indicator.minTotal > 0 { parts.append("null below a total of \(number(indicator.minTotal))") }
        if let fallback = indicator.fallback { parts.append("else \(fallback) where that is of a later year") }
        if indicator.gaps == .zero {
            parts.append("a register, complete" + (indicator.through.map { " through \($0)" } ?? ""))
        }
        if let imputation = indicator.imputation { parts.append("where missing " + imputation.arithmetic.text) }
        if let treatment = indicator.treatment { parts.append("outliers: " + text(treatment)) }
        parts.append(contentsOf: text(indicator.normalisation, indicator.direction))
        parts.append(indicator.cadence.map { "expected every \($0)" } ?? "holds until the next event")
        if let maxAge = indicator.maxAge { parts.append("at most \(maxAge) old") }
        return parts.joined(separator: "; ")
    }

    /// `clipped at percentiles 2.5..97.5, up to 5 points winsorised, else logarithm`
    private static func text(_ treatment: Treatment) -> String {
        let clip = treatment.clip.map { ["clipped at percentiles \(number($0.low))..\(number($0.high))"] } ?? []
        let steps = treatment.steps.map { $0.arithmetic.text }.joined(
            separator: treatment.isChained ? ", then " : ", else "
        )
        return (clip + (steps.isEmpty ? [] : [steps])).joined(separator: ", ")
    }

    private static func text(_ normalisation: Normalisation, _ direction: Direction) -> [String] {
        let scope =
            switch normalisation.scope {
            case .panel: ""
            case .period: " within each period"
            case .baseline(let from, let through): " of \(from) to \(through)"
            }
        let method = normalisation.method.arithmetic.text.map { normalisation.reach.isEmpty ? $0 : $0 + scope }
        guard let method else { return direction == .negative ? ["less is more"] : [] }
        return [direction == .negative ? method + ", less is more" : method]
    }

    /// The figures that a normalisation found in the values; `nil` where it took none from there.
    static func figures(of normalisation: NormalisationParameters) -> String? {
        switch normalisation {
        case .none, .goalposts: nil
        case .minmax(let min, let max, _): "min \(number(min)), max \(number(max))"
        case .zscore(let mean, let sd, _, _): "mean \(number(mean)), sd \(number(sd))"
        case .ranks(let count): "\(counted(count, "value"))"
        case .distance(let from, let to): "0 at \(number(from)), 1 at \(number(to))"
        case .reference(let power, let from): "0 at \(number(from)), 1 at \(power)"
        case .found(let text): text
        case .undefined: "too few values, or no spread of them, to relate to"
        case .notFinite: "figures beyond the range of floating-point numbers"
        }
    }

    private static func number(_ value: Double) -> String { DecimalText.shortest(value) }
}
