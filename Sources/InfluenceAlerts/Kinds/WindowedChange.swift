package import InfluenceModel
import InfluenceFiles
import InfluenceText

/// `change`: a score, or a tracked indicator in its unit, that has changed over a window, on revised history of the same
/// model.
package struct WindowedChange: Condition {
    package static let kind = "change"

    package enum Direction: String, CaseIterable, Sendable { case any, up, down }

    package let selection: SeriesSelection
    /// The least change that meets the condition, in points or the unit; above 0.
    package let by: Double
    package let direction: Direction
    /// Whole months.
    package let span: CalendarDuration
    /// An alert recovers at a smaller change than this. 0...by
    package let clear: Double

    package init(
        _ selection: SeriesSelection,
        by: Double,
        direction: Direction,
        window: CalendarDuration,
        clear: Double
    ) {
        self.selection = selection
        self.by = by
        self.direction = direction
        span = window
        self.clear = clear
    }

    package init?(_ keys: inout RuleKeys) {
        let selection = keys.selection(tracking: [.dyad, .country])
        let by = keys.reader.required("by", .number.requiring({ $0 > 0 }) { "\($0) is not above 0" })
        let window = keys.reader.required(
            "window",
            .duration.requiring({ $0.months > 0 && $0.days == 0 && $0.seconds == 0 }) {
                "'\($0)' is not of whole months; write P12M or P1Y"
            }.requiring({ $0.months <= 1_200 }) { "'\($0)' is longer than 100 years" }
        )
        let direction = keys.reader.optional("direction", .choice("direction", as: Direction.self))?.value ?? .any
        let clear = keys.reader.optional("clear", .nonNegativeNumber)
        guard let by else { return nil }
        let (low, high) = (keys.model.scale.low, keys.model.scale.high)
        // With a wrong selection nothing is known of the values.
        let isScore = selection.map { $0.unit == nil } ?? false
        guard !isScore || by.value <= high - low else {
            keys.collector.report(
                at: by.position,
                "no score changes by more than \(DecimalText.shortest(high - low)), the model's scale"
            )
            return nil
        }
        if let clear {
            if clear.value > by.value {
                keys.collector.report(
                    at: clear.position,
                    "'clear' is above 'by': the alert would recover before it fires; "
                        + "write at most \(DecimalText.shortest(by.value))"
                )
                return nil
            }
            if clear.value == 0, direction == .any {
                keys.collector.report(
                    at: clear.position,
                    "'clear' is 0: no change is smaller, so the alert would never recover"
                )
                return nil
            }
        }
        guard let selection, let window else { return nil }
        // Half of a small change: no change is smaller than none.
        let recovery = isScore ? max(by.value / 2, by.value - 0.01 * (high - low)) : 0.99 * by.value
        self.init(
            selection,
            by: by.value,
            direction: direction,
            window: window.value,
            clear: clear?.value ?? recovery
        )
    }

    /// Of a grid of some years only, no period may lie a window after another.
    package func rangeProblems(in model: Model) -> [RangeProblem] {
        guard case .listed(let periods) = model.grid else { return [] }
        let isComparable = periods.contains { period in
            let day = period.start.subtracting(span)
            return periods.contains { $0.start <= day && day <= $0.end }
        }
        guard !isComparable else { return [] }
        return [
            RangeProblem(
                key: "window",
                message: "the condition is never met: no period of the grid lies \(span.words) after another"
            )
        ]
    }

    package func subjects(in model: Model) -> [AlertSubject] { selection.subjects(in: model) }

    package var parameters: [String] {
        [DecimalText.shortest(by), direction.rawValue, "\(span)", DecimalText.shortest(clear)]
    }

    package var window: CalendarDuration? { span }

    package var text: String {
        let verb =
            switch direction {
            case .any: "changes"
            case .up: "rises"
            case .down: "falls"
            }
        let unit = selection.unit.map { $0.isEmpty ? "" : " " + $0 } ?? ""
        return "\(selection.text) \(verb) by \(DecimalText.shortest(by))\(unit) or more over \(span.words)"
            + " (recovers under \(DecimalText.shortest(clear)))"
    }

    package func claim(of subject: AlertSubject, _ value: Double?) -> String {
        let verb =
            switch direction {
            case .any: "changed"
            case .up: "risen"
            case .down: "fallen"
            }
        return
            "\(subject.series) has \(verb) by \(Figure.text(by))\(Figure.extent(in: selection.unit)) or more over \(span.words)"
    }

    package func figure(_ value: Double) -> String {
        Figure.difference(value, in: selection.unit, apartFrom: [by, -by])
    }

    /// - Parameter size: of the larger of the two values, for the rounding of their difference.
    private func verdict(of difference: Double, ofSize size: Double) -> Verdict {
        let extent =
            switch direction {
            case .any: difference.magnitude
            case .up: difference
            case .down: -difference
            }
        return !by.exceeds(extent, ofSize: size) ? .met : clear.exceeds(extent, ofSize: size) ? .left : .between
    }

    package func unit(of subject: AlertSubject) -> String { selection.unit ?? "points" }

    package func reading(of subject: AlertSubject, in source: some AlertSource, at now: Instant) -> Reading {
        guard let earlier = earlier(source), let node = subject.node, let country = subject.country,
            let present = source.score(of: subject, in: source.period), let value = present.value,
            let past = source.score(of: subject, in: earlier), let before = past.value
        else { return Reading(value: nil, period: source.period) }
        let interval = subject.power.flatMap { source.interval(node, $0, country) }
        return Reading(
            value: Reading.Value(
                value: value - before,
                verdict: verdict(of: value - before, ofSize: max(value.magnitude, before.magnitude)),
                coverage: present.coverage,
                counterCoverage: past.coverage,
                coverageShift: (present.coverage - past.coverage).magnitude,
                dataPeriod: source.dataPeriod(node, subject.power, country),
                low: interval?.low,
                high: interval?.high
            ),
            period: source.period
        )
    }

    private func earlier(_ source: some AlertSource) -> Period? {
        source.period(containing: source.period.start.subtracting(span))
    }

    package func uncovered(
        _ value: Double,
        of subject: AlertSubject,
        in source: some AlertSource,
        beyond limit: Double
    ) -> CoverageMove? {
        guard let node = subject.node, let country = subject.country, let earlier = earlier(source),
            let power = subject.power ?? source.powers.first
        else { return nil }
        return source.exchange(of: [power], node, country, since: earlier, beyond: limit)
    }

    package func broken(_ value: Double, of subject: AlertSubject, in source: some AlertSource) -> BrokenReading? {
        guard let node = subject.node, let country = subject.country, let earlier = earlier(source),
            let power = subject.power ?? source.powers.first
        else { return nil }
        var causes = BreakCauses(country)
        let effect = causes.take(source.broken(node, power, country, since: earlier), power)
        let present = source.score(of: subject, in: source.period)?.value ?? 0
        return causes.reading {
            effect.map { verdict(of: value - $0, ofSize: max(present.magnitude, value.magnitude, $0.magnitude)) }
        }
    }
}
