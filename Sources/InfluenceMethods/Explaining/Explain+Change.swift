import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

/// Why a score is no longer what it was. Both ends are computed anew from the store.
extension IndexMethods {
    /// What a score is compared with.
    enum Since {
        /// Another period, as known at the same time.
        case period(Period)
        /// The same period, as known then.
        case time(Instant)

        /// The period that is to be explained besides.
        var earlier: [Period] {
            if case .period(let period) = self { [period] } else { [] }
        }
    }

    /// Reads `since`: a period where it is one (`2022`, also the day `2022-03-05`), else a time.
    /// - Parameter period: The one that is explained.
    func since(_ question: Question<IndexInterface.Explain.Input>, _ period: Period) throws -> Since? {
        guard let text = question.input.since else { return nil }
        if let asked = try? Period(text) {
            let root = question.model.nodes.first.map { [$0.id] }
            let (_, _, earlier) = try table(ScoreFilter(nodes: root), asked, question)
            guard earlier < period else {
                throw IndexError.invalidPeriod(text, "it is not before \(period), the period that is explained")
            }
            return .period(earlier)
        }
        guard let time = Instant(rfc3339: text) else {
            throw IndexError.invalidPeriod(
                text,
                "it is neither a period (2022, 2023-Q3, 2023-09) nor a time (2026-11-23T06:00:00Z)"
            )
        }
        let end =
            question.asked ?? (question.input.run == nil ? clock.now() : question.asOf ?? clock.now())
        guard time < end else {
            throw IndexError.invalidTime(text, "\(time) is not before \(end), the time as of which the score is told")
        }
        return .time(time)
    }

    /// - Parameters:
    ///   - explanation: The new end, under the question's model.
    ///   - earlier: The old end, where it is another period.
    ///   - run: The run of the new end.
    func change(
        of node: NodeID,
        since: Since,
        to explanation: Explanation,
        earlier: Explanation?,
        _ evidence: Evidence,
        _ run: Run,
        _ question: Question<IndexInterface.Explain.Input>
    ) throws -> IndexInterface.Change {
        var view = ChangeView(node: node, to: explanation[node]?.score.value, model: question.model)
        switch since {
        case .period(let period):
            view.sincePeriod = period
            view.breaks = { node in
                let found = evidence.breaks(of: node, explanation.dyad, from: period, to: explanation.period)
                return found.isEmpty ? nil : found
            }
            if let earlier { view.attribute(from: earlier, to: explanation) }
        case .time(let time):
            view.sinceTime = time
            guard let past = try store.knowledge(asOf: time, now: clock.now())?.run else {
                throw IndexError.noData("there was no run up to \(time)" + firstRunHint())
            }
            let loaded = try model(of: past)
            view.isOtherModel = loaded.hash != question.loaded.hash
            if let other = past.otherEditions(in: loaded) {
                view.reason = other.description
                break
            }
            let (dyad, period) = (explanation.dyad, explanation.period)
            guard loaded.model.hasDyad(dyad) else {
                view.reason = "the model in force then did not have \(dyad.power) in \(dyad.country)"
                break
            }
            let grid = loaded.model.grid.periods(through: past.gridThrough.end)
            guard grid.contains(period) else {
                view.reason =
                    "\(period) was not computed then: the grid was "
                    + (grid.first.map { "\($0) to \(past.gridThrough)" } ?? "empty")
                break
            }
            let old = try explain(dyad, at: period, as: past, loaded.model, among: grid)
            guard view.isOtherModel else {
                view.attribute(from: old, to: explanation)
                break
            }
            let longer = loaded.model.grid.periods(through: run.gridThrough.end)
            let middle = try explain(dyad, at: period, as: run, loaded.model, among: longer)
            view.attribute(from: old, through: middle, to: explanation)
        }
        return view.document()
    }

    /// What a model makes of what was known at a run.
    private func explain(
        _ dyad: Dyad,
        at period: Period,
        as run: Run,
        _ model: Model,
        among periods: [Period]
    ) throws -> Explanation {
        let scope = ObservedScope(country: dyad.country, power: dyad.power)
        let panel = try Panel(try observations(of: run, model, scope))
        return try Scorer(model: scope.part(of: model), panel: panel).explain(dyad, at: period, among: periods)
    }
}

extension Model {
    fileprivate func hasDyad(_ dyad: Dyad) -> Bool {
        powers.contains { $0.id == dyad.power } && countries.contains { $0.id == dyad.country }
    }
}
