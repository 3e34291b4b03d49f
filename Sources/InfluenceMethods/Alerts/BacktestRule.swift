import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles

extension IndexMethods {
    /// When rules would have fired: those in force, or those of a text.
    func backtest(_ input: IndexInterface.BacktestRule.Input) throws -> IndexInterface.BacktestRule.Output {
        let model = engine.board.current.loaded.model
        var rules = engine.board.current.alerts.rules
        if let text = input.rules {
            do throws(DiagnosticList) {
                let feeds = engine.board.current.feeds.map(\.name)
                rules = try RuleFile.read(text, name: "rules", model: model, feeds: feeds).rules.map {
                    WatchedRule($0, in: model)
                }
            } catch {
                throw IndexError.invalidRules(error.lines)
            }
        }
        if let name = input.rule {
            let named = rules.filter { $0.rule.id == name }
            guard !named.isEmpty else { throw IndexError.unknownRule(name, known: rules.map(\.rule.id)) }
            // Whoever names a rule means it, even where it is switched off.
            rules = named.map(\.switchedOn)
        }
        let days = try Arguments(model: model).days(from: input.from, to: input.to)
        let today = clock.now().day
        if let from = input.from, days.from > today {
            throw IndexError.invalidPeriod(from, "it begins after today, \(today)")
        }
        let replay = Backtest(
            store: store,
            threads: engine.threads,
            clock: clock,
            model: { [self] in try self.model(of: $0) }
        )
        let outcome = try replay.replay(rules, listing: days)
        if let to = input.to, outcome.span == nil, outcome.alerts > 0, let first = model.grid.first,
            engine.board.current.lastRun != nil
        {
            throw IndexError.invalidPeriod(to, "it ends before the history begins, \(first)")
        }
        let conditions = Dictionary(rules.map { ($0.rule.id, $0.rule.condition) }) { first, _ in first }
        return IndexInterface.BacktestRule.Output(
            askedFrom: input.from,
            askedTo: input.to,
            from: Document.time(outcome.span?.from),
            to: Document.time(outcome.span?.to),
            evaluations: Int64(outcome.evaluations),
            alerts: Int64(outcome.alerts),
            limits: outcome.limits.map(document),
            events: outcome.events.map { document($0.event, $0.basis, conditions[$0.event.key.rule]) }
        )
    }

    private func document(_ rule: String, _ replay: Replay) -> IndexInterface.ReplayLimit {
        let (isReplayed, reason) =
            switch replay {
            case .whole: (true, "")
            case .fromFirstRun(let reason): (true, reason)
            case .never(let reason): (false, reason)
            }
        return IndexInterface.ReplayLimit(
            rule: rule,
            replayed: isReplayed,
            reason: reason
        )
    }

    private func document(
        _ event: AlertEvent,
        _ basis: Backtest.Basis,
        _ condition: (any Condition)?
    ) -> IndexInterface.BacktestEvent {
        let subject = event.key.subject
        return IndexInterface.BacktestEvent(
            kind: .init(event.kind.rawValue),
            at: Document.time(event.at),
            rule: event.key.rule,
            subject: subject.description,
            country: subject.country?.text,
            power: subject.power?.text,
            counterpart: subject.counterpart?.text,
            node: subject.node?.text,
            feed: subject.feed,
            summary: event.summary,
            reason: event.reason,
            value: event.value,
            previous: event.previous,
            figure: event.value.flatMap { condition?.figure($0) },
            previousFigure: event.previous.flatMap { condition?.figure($0) },
            period: event.period?.description,
            basis: .init(basis.rawValue)
        )
    }
}

extension WatchedRule {
    fileprivate var switchedOn: WatchedRule {
        var copy = self
        copy.rule.isEnabled = true
        return copy
    }
}
