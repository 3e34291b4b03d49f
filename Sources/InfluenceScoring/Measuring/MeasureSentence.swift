package import InfluenceModel
internal import InfluenceText

/// Since when a power leads.
package struct LeadSince: Hashable, Sendable {
    /// The period of the grid from which on the state has been the same.
    package let grid: Period
    /// The reference period of the data that made it so; `nil` of scores.
    package let data: Period?
    /// Whether it came about at a break: then nobody was overtaken.
    package let isBreak: Bool

    package init(grid: Period, data: Period?, isBreak: Bool) {
        self.grid = grid
        self.data = data
        self.isBreak = isBreak
    }
}

/// What the state of a measure of a pair can be told from, as one sentence for people, by name.
package struct MeasureSentence {
    package let model: Model
    package let pair: PowerPair
    /// Of the series, as stored.
    package let value: Double
    package let explanation: MeasureExplanation
    /// Of the lead by the newest data, for a measure that tells it.
    package let since: LeadSince?

    package init(
        model: Model,
        pair: PowerPair,
        value: Double,
        explanation: MeasureExplanation,
        since: LeadSince?
    ) {
        self.model = model
        self.pair = pair
        self.value = value
        self.explanation = explanation
        self.since = since
    }

    package func name(_ power: PowerID) -> String {
        model.powers.first { $0.id == power }?.name ?? power.text
    }

    // MARK: Who leads

    /// `China leads since 2023 (year data), 21.54 against 19.39 %`
    var latestLead: String? {
        guard let comparison = explanation.comparison else { return nil }
        let margin = margin(comparison)
        let lead = Lead(first: comparison.first, second: comparison.second, margin: margin)
        guard lead != .contested else {
            return "neither leads by more than \(DecimalText.shortest(margin)) \(unit(comparison, margin))"
                + when(comparison)
                + ", \(name(pair.first)) \(Self.number(comparison.first)) against \(name(pair.second)) "
                + "\(Self.number(comparison.second))\(Self.suffix(comparison.unit))"
        }
        let leader = lead == .second ? pair.second : pair.first
        let multiple = model.measures?.overtaking.flatMap { plan in
            Lead(first: comparison.first, second: comparison.second, multiple: plan.ratio) == lead
                ? Self.multiple(plan.ratio) : nil
        }
        return "\(name(leader)) leads" + when(comparison) + ", \(figures(comparison, leader))"
            + (multiple.map { ", more than \($0)" } ?? "")
    }

    /// The same, and what is held where that is something else.
    var heldLead: String? {
        guard let comparison = explanation.comparison, let latest = latestLead,
            let hold = model.measures?.overtaking?.hold
        else { return nil }
        let now = Lead(first: comparison.first, second: comparison.second, margin: margin(comparison))
        guard Double(now.rawValue) != value else { return latest }
        let before = value == 0 ? "neither leads" : "\(name(value > 0 ? pair.second : pair.first)) leads"
        return "\(latest); held: \(before), until the newest state has lasted for \(hold) data periods"
    }

    private func margin(_ comparison: MeasureComparison) -> Double {
        guard let plan = model.measures?.overtaking else { return 0 }
        return comparison.data == nil ? plan.scoreMargin : plan.shareMargin
    }

    /// ` since 2023 (year data)`, ` since 2011 (year data, newest 2023, a break, no overtaking)`
    private func when(_ comparison: MeasureComparison) -> String {
        guard let since else {
            return comparison.data.map { " of \($0) (\(MeasureSentence.data($0)))" } ?? ""
        }
        let broken = since.isBreak ? "a break, no overtaking" : nil
        guard let data = since.data else { return " since \(since.grid)" + (broken.map { " (\($0))" } ?? "") }
        let newer = comparison.data.flatMap { $0 == data ? nil : "newest \($0)" }
        let facts = [MeasureSentence.data(data), newer, broken].compactMap { $0 }
        return " since \(data) (\(facts.joined(separator: ", ")))"
    }

    /// What data of such periods are called: `year data`, `5-month data`.
    static func data(_ period: Period) -> String {
        if let frequency = period.frequency {
            return frequency == .semester ? "half-year data" : "\(frequency.rawValue) data"
        }
        let months = period.lengthInMonths
        guard months == months.rounded(), months <= 12_000 else { return "\(period.days)-day data" }
        let whole = Int(months)
        return whole.isMultiple(of: 12) ? "\(whole / 12)-year data" : "\(whole)-month data"
    }

    /// `21.54 against 19.39 %`, the named power's first.
    package func figures(_ comparison: MeasureComparison, _ first: PowerID) -> String {
        let values =
            first == pair.first ? (comparison.first, comparison.second) : (comparison.second, comparison.first)
        return "\(Self.number(values.0)) against \(Self.number(values.1))\(Self.suffix(comparison.unit))"
    }

    private static func suffix(_ unit: String) -> String {
        unit == "percent" ? " %" : unit.isEmpty ? "" : " \(unit)"
    }

    private func unit(_ comparison: MeasureComparison, _ margin: Double) -> String {
        let one = comparison.unit == "percent" ? "percentage point" : comparison.data == nil ? "point" : comparison.unit
        return margin == 1 || one == comparison.unit ? one : one + "s"
    }

    /// With two decimals; a small one with three digits.
    static func number(_ value: Double) -> String {
        value.magnitude < 0.1 && value != 0 ? DecimalText.short(value, places: 4) : DecimalText.fixed(value, 2)
    }

    /// `twice`, `2.5 times`
    package static func multiple(_ ratio: Double) -> String {
        ratio == 2 ? "twice" : "\(DecimalText.shortest(ratio)) times"
    }

    // MARK: Who leads what

    /// The dimensions that a power leads: `Russia leads economic (46.4 against 42.7)`.
    func led(by power: PowerID, _ isAhead: (MeasurePart) -> Bool) -> String {
        let parts = explanation.parts.filter { $0.kind == .dimension && $0.isUsed }
        let lines = parts.filter { isAhead($0) }.map { part in
            let values = [part.value, part.counterpart].map { Self.number($0 ?? 0) }
            let ordered = power == pair.first ? values : values.reversed()
            return "\(part.id) (\(ordered[0]) against \(ordered[1]))"
        }
        return "\(name(power)) leads " + (lines.isEmpty ? "nothing" : Self.list(lines))
    }

    private static func list(_ texts: [String]) -> String {
        guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
        return texts.dropLast().joined(separator: ", ") + " and " + last
    }
}
