import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles

extension IndexMethods {
    /// When rules would have fired: those in force, or those of a text.
    func backtest(_ parameters: JSONObject) throws -> JSONValue {
        let model = engine.board.current.loaded.model
        var rules = engine.board.current.alerts.rules
        if let text = parameters["rules"]?.stringValue {
            do throws(DiagnosticList) {
                let feeds = engine.board.current.feeds.map(\.name)
                rules = try RuleFile.read(text, name: "rules", model: model, feeds: feeds).rules.map {
                    WatchedRule($0, in: model)
                }
            } catch {
                throw IndexError.invalidRules(error.lines)
            }
        }
        if let name = parameters["rule"]?.stringValue {
            let named = rules.filter { $0.rule.id == name }
            guard !named.isEmpty else { throw IndexError.unknownRule(name, known: rules.map(\.rule.id)) }
            // Whoever names a rule means it, even where it is switched off.
            rules = named.map(\.switchedOn)
        }
        let days = try Arguments(parameters: parameters, model: model).days()
        let replay = Backtest(
            store: store,
            threads: engine.threads,
            clock: clock,
            model: { [self] in try self.model(of: $0) }
        )
        let outcome = try replay.replay(rules, listing: days)
        let conditions = Dictionary(rules.map { ($0.rule.id, $0.rule.condition) }) { first, _ in first }
        return [
            "asked_from": .string(orNull: parameters["from"]?.stringValue),
            "asked_to": .string(orNull: parameters["to"]?.stringValue),
            "from": Document.time(outcome.span?.from),
            "to": Document.time(outcome.span?.to),
            "evaluations": .integer(Int64(outcome.evaluations)),
            "alerts": .integer(Int64(outcome.alerts)),
            "limits": .array(outcome.limits.map(document)),
            "events": .array(outcome.events.map { document($0.event, $0.basis, conditions[$0.event.key.rule]) }),
        ]
    }

    private func document(_ rule: String, _ replay: Replay) -> JSONValue {
        let (isReplayed, reason) =
            switch replay {
            case .whole: (true, "")
            case .fromFirstRun(let reason): (true, reason)
            case .never(let reason): (false, reason)
            }
        return ["rule": .string(rule), "replayed": .bool(isReplayed), "reason": .string(reason)]
    }

    private func document(
        _ event: AlertEvent,
        _ basis: Backtest.Basis,
        _ condition: (any Condition)?
    ) -> JSONValue {
        var members = AlertDocument.subject(event.key)
        members["kind"] = .string(event.kind.rawValue)
        members["at"] = Document.time(event.at)
        members["summary"] = .string(event.summary)
        members["reason"] = .string(orNull: event.reason)
        members["value"] = .number(orNull: event.value)
        members["previous"] = .number(orNull: event.previous)
        members["figure"] = .string(orNull: event.value.flatMap { condition?.figure($0) })
        members["previous_figure"] = .string(orNull: event.previous.flatMap { condition?.figure($0) })
        members["period"] = .string(orNull: event.period?.description)
        members["basis"] = .string(basis.rawValue)
        return .object(members)
    }
}

extension WatchedRule {
    fileprivate var switchedOn: WatchedRule {
        var copy = self
        copy.rule.isEnabled = true
        return copy
    }
}
