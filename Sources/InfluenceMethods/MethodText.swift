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
        return ([method] + floor + (node.digits.map { [rounding($0)] } ?? [])).joined(separator: "; ")
    }

    private static func rounding(_ digits: Int) -> String {
        switch digits {
        case 0: "rounded to whole numbers"
        case 1...: "rounded to \(digits) decimal\(digits == 1 ? "" : "s")"
        default: "rounded to 1\(String(repeating: "0", count: -digits))s"
        }
    }

    static func of(_ aggregate: Aggregate) -> String {
        var parts = [text(aggregate.method)]
        if aggregate.minCoverage > 0 { parts.append("null below \(number(aggregate.minCoverage * 100)) % coverage") }
        if aggregate.minChildren > 1 { parts.append("needs \(aggregate.minChildren) parts") }
        parts.append(contentsOf: text(aggregate.normalisation ?? .none, aggregate.direction))
        return parts.joined(separator: "; ")
    }

    static func of(_ indicator: Indicator) -> String {
        var what = indicator.inputs == [indicator.id] ? "" : indicator.inputs.map(\.text).joined(separator: " + ")
        for step in indicator.transform { what = text(step, of: what, isFlow: indicator.isFlow) }
        var parts = [what.isEmpty ? "as observed" : what]
        if indicator.isTable { parts.append("all powers of a country from one reporter") }
        if indicator.minTotal > 0 { parts.append("null below a total of \(number(indicator.minTotal))") }
        if let fallback = indicator.fallback { parts.append("else \(fallback) where that is of a later year") }
        if indicator.gaps == .zero {
            parts.append("a register, complete" + (indicator.through.map { " through \($0)" } ?? ""))
        }
        parts.append(contentsOf: text(indicator.normalisation, indicator.direction))
        parts.append(indicator.cadence.map { "expected every \($0)" } ?? "holds until the next event")
        if let maxAge = indicator.maxAge { parts.append("at most \(maxAge) old") }
        return parts.joined(separator: "; ")
    }

    /// A step of a transform in words, of what the steps before it give.
    private static func text(_ step: Transform, of what: String, isFlow: Bool) -> String {
        let of = what.isEmpty ? "" : " of \(what)"
        return switch step {
        case .share(.partners): "share\(of) in the total of all partners, per cent"
        case .share(.powers): "share\(of) in the total of all powers of the model, per cent"
        case .ratio(let to, let scale):
            (what.isEmpty ? "" : what + " ") + "/ \(to)" + (scale == 1 ? "" : " x \(number(scale))")
        case .log(let base, let offset): log(base, offset, of: what.isEmpty ? "x" : what)
        case .power(let exponent): power(exponent, of: what.isEmpty ? "x" : what)
        case .ordinal(let levels): "ordinal, \(levels.count) levels" + of
        case .cap(let low, let high): (what.isEmpty ? "x" : what) + " within \(number(low))..\(number(high))"
        case .piecewise(let points):
            (what.isEmpty ? "x" : what) + " on the lines between " + path(points)
        case .bands(let points): "bands" + of + ": " + path(points)
        case .round(let digits): (what.isEmpty ? "x" : what) + " rounded to \(digits) digits"
        case .window(let window):
            switch window.kind {
            case .sum: "sum of \(window.length)" + of
            case .mean: "mean of \(window.length)" + of
            case .decay(let halfLife):
                "\(isFlow ? "sum" : "mean") of \(window.length), half-life \(halfLife)"
                    + (what.isEmpty ? "" : ", of \(what)")
            }
        }
    }

    /// `0 -> 0, 10 -> 50, 100 -> 100`; of many the ends.
    private static func path(_ points: [Transform.Point]) -> String {
        let texts = points.map { ($0.x.isFinite ? number($0.x) : "below") + " -> " + number($0.y) }
        return texts.count > 8
            ? (texts.prefix(3) + ["..."] + texts.suffix(2)).joined(separator: ", ") : texts.joined(separator: ", ")
    }

    private static func power(_ exponent: Double, of what: String) -> String {
        // What is more than a name stands in brackets: (a + b)^2.
        let base = what.utf8.contains(UInt8(ascii: " ")) ? "(\(what))" : what
        return switch exponent {
        case 0.5: "sqrt(\(what))"
        case -1: "1 / \(base)"
        default: "\(base)^\(number(exponent))"
        }
    }

    private static func log(_ base: Transform.LogBase, _ offset: Double, of what: String) -> String {
        let name = base == .e ? "ln" : "log\(base.rawValue)"
        if offset == 0 { return "\(name)(\(what))" }
        return offset < 0
            ? "\(name)(\(what) - \(number(-offset)))" : "\(name)(\(number(offset)) + \(what))"
    }

    private static func text(_ method: Aggregation) -> String {
        switch method {
        case .arithmetic, .geometric, .harmonic: "\(method.name) mean of its parts"
        case .power(let exponent): "power mean of its parts, exponent \(number(exponent))"
        case .product: "product of its parts"
        case .min: "smallest of its parts"
        case .max: "largest of its parts"
        case .median: "median of its parts"
        case .ratio: "the first of its parts over the second"
        case .copeland: "Copeland score over its parts: how many others of the period it beats, less how many beat it"
        case .outranking: "outranking sum over its parts: the weight in which it is ahead of the others of the period"
        }
    }

    private static func text(_ normalisation: Normalisation, _ direction: Direction) -> [String] {
        let scope =
            switch normalisation.scope {
            case .panel: ""
            case .period: " within each period"
            case .baseline(let from, let through): " of \(from) to \(through)"
            }
        let method: String? =
            switch normalisation.method {
            case .goalposts(let low, let high, let truncate):
                "goalposts \(number(low))..\(number(high))" + (truncate ? "" : " without truncation")
            case .minmax(let target): "minmax to \(number(target.low))..\(number(target.high))\(scope)"
            case .zscore(let mean, let sd): "z-score to mean \(number(mean)), sd \(number(sd))\(scope)"
            case .rank(let ties): "rank (ties: \(ties.rawValue))\(scope)"
            case .borda(let ties): "Borda count (ties: \(ties.rawValue))\(scope)"
            case .percentileRank(let ties, let onto):
                "percentile rank (ties: \(ties.rawValue)) on \(number(onto.low))..\(number(onto.high))\(scope)"
            case .percentiles(let groups): "group of \(groups) of equal size\(scope)"
            case .distanceToMax: "distance to the maximum\(scope)"
            case .distanceToReference(let power, let capped):
                "distance to \(power) in the same country" + (capped ? ", at most 1" : "") + scope
            case .distanceToTarget(let target, let capped):
                "distance to the target \(number(target))" + (capped ? ", at most 1" : "") + scope
            case .fractionOfMax: "fraction of the maximum\(scope)"
            case .none: nil
            }
        guard let method else { return direction == .negative ? ["less is more"] : [] }
        return [direction == .negative ? method + ", less is more" : method]
    }

    /// The figures that a normalisation found in the values; `nil` where it took none from there.
    static func figures(of normalisation: NormalisationParameters) -> String? {
        switch normalisation {
        case .none, .goalposts: nil
        case .minmax(let min, let max, _): "min \(number(min)), max \(number(max))"
        case .zscore(let mean, let sd, _, _): "mean \(number(mean)), sd \(number(sd))"
        case .ranks(let count): "\(count) value\(count == 1 ? "" : "s")"
        case .distance(let from, let to): "0 at \(number(from)), 1 at \(number(to))"
        case .reference(let power, let from): "0 at \(number(from)), 1 at \(power)"
        case .undefined: "too few values, or no spread of them, to relate to"
        case .notFinite: "figures beyond the range of floating-point numbers"
        }
    }

    private static func number(_ value: Double) -> String { DecimalText.shortest(value) }
}
