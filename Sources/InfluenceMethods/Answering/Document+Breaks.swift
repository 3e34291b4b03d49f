import InfluenceControl
import InfluenceModel

extension Document {
    static func breaks(_ breaks: [SeriesBreak]) -> [IndexInterface.Break] {
        breaks.map { found in
            let (from, to, period) = ends(of: found)
            return IndexInterface.Break(
                indicator: found.indicator.text,
                kind: kind(of: found),
                from: from,
                to: to,
                period: period?.description,
                since: found.since.description,
                text: found.description
            )
        }
    }

    /// The same where each has a power and a country of its own.
    static func breaks(_ breaks: [AlertBreak]) -> [IndexInterface.AlertBreak] {
        breaks.map { item in
            let (from, to, period) = ends(of: item.found)
            return IndexInterface.AlertBreak(
                country: item.country.text,
                power: item.power.text,
                indicator: item.found.indicator.text,
                since: item.found.since.description,
                kind: .init(kind(of: item.found).text),
                from: from,
                to: to,
                period: period?.description,
                text: item.found.description
            )
        }
    }

    private static func kind(of found: SeriesBreak) -> IndexInterface.Break.Kind {
        switch found.kind {
        case .reporter: .reporter
        case .status: .status
        case .source: .source
        }
    }

    private static func ends(of found: SeriesBreak) -> (from: String?, to: String?, period: Period?) {
        switch found.kind {
        case .reporter(let from, let to): (from, to, nil)
        case .status(let period): (nil, nil, period)
        case .source(let from, let to): (from.text, to.text, nil)
        }
    }
}
