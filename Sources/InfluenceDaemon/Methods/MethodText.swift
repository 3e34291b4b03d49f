import InfluenceModel

/// A node's method in one line, as people read it.
enum MethodText {
    static func of(_ node: Node) -> String {
        switch node.content {
        case .indicator(let indicator): of(indicator)
        case .aggregate(let aggregate): of(aggregate)
        }
    }

    static func of(_ aggregate: Aggregate) -> String {
        var parts = ["\(aggregate.method.rawValue) mean of its parts"]
        if aggregate.method == .product { parts = ["product of its parts"] }
        if aggregate.minCoverage > 0 { parts.append("null below \(number(aggregate.minCoverage * 100)) % coverage") }
        if aggregate.minChildren > 1 { parts.append("needs \(aggregate.minChildren) parts") }
        if let normalisation = aggregate.normalisation { parts.append(contentsOf: text(normalisation, .positive)) }
        return parts.joined(separator: "; ")
    }

    static func of(_ indicator: Indicator) -> String {
        var what = indicator.inputs == [indicator.id] ? "" : indicator.inputs.map(\.text).joined(separator: " + ")
        switch indicator.window {
        case .last: break
        case .sum(let length): what = "sum of \(length)" + (what.isEmpty ? "" : " of \(what)")
        case .mean(let length): what = "mean of \(length)" + (what.isEmpty ? "" : " of \(what)")
        case .decay(let length, let halfLife):
            what = "sum of \(length), half-life \(halfLife)" + (what.isEmpty ? "" : ", of \(what)")
        }
        var parts: [String] = []
        switch indicator.transform {
        case .level: parts.append(what.isEmpty ? "as observed" : what)
        case .share(let minTotal):
            parts.append((what.isEmpty ? "share" : "share of \(what)") + " in the total of all partners, per cent")
            if minTotal > 0 { parts.append("null below a total of \(number(minTotal))") }
        case .ratio(let to, let scale):
            parts.append((what.isEmpty ? "" : what + " ") + "/ \(to)" + (scale == 1 ? "" : " x \(number(scale))"))
        case .log: parts.append("log10(1 + \(what.isEmpty ? "x" : what))")
        case .ordinal(let levels): parts.append("ordinal, \(levels.count) levels")
        }
        parts.append(contentsOf: text(indicator.normalisation, indicator.direction))
        parts.append(indicator.cadence.map { "expected every \($0)" } ?? "holds until the next event")
        if let maxAge = indicator.maxAge { parts.append("at most \(maxAge) old") }
        return parts.joined(separator: "; ")
    }

    private static func text(_ normalisation: Normalisation, _ direction: Direction) -> [String] {
        let scope = normalisation.scope == .period ? " within each period" : ""
        let method: String? =
            switch normalisation.method {
            case .goalposts(let low, let high): "goalposts \(number(low))..\(number(high))"
            case .minmax(let target): "minmax to \(number(target.low))..\(number(target.high))\(scope)"
            case .zscore(let mean, let sd): "z-score to mean \(number(mean)), sd \(number(sd))\(scope)"
            case .none: nil
            }
        guard let method else { return direction == .negative ? ["less is more"] : [] }
        return [direction == .negative ? method + ", less is more" : method]
    }

    private static func number(_ value: Double) -> String { DecimalText.shortest(value) }
}
