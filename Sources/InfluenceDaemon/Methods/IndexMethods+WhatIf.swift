import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceScoring
import InfluenceStore

extension IndexMethods {
    /// Scores under a scenario beside those of the index, both computed here, and nowhere stored.
    func whatIf(_ question: Question) throws -> JSONValue {
        let model = question.model
        let country = try question.arguments.requiredCountry()
        let (power, node) = (try question.arguments.power(), try question.arguments.node())
        let scenario = try scenario(question, in: country)
        let (run, asked) = try periods(question)
        let powers = model.powers.map(\.id).filter { power == nil || $0 == power }
        let nodes = model.nodes.map(\.id).filter { node == nil || $0 == node?.id }
        guard asked.count * powers.count * nodes.count <= Self.mostScores else {
            throw IndexError.invalidScenario(
                "that are \(asked.count * powers.count * nodes.count) scores, more than \(Self.mostScores) at once; "
                    + "name a node, a power or fewer periods"
            )
        }
        let hypothesis = try refusing { () throws(ScenarioError) in
            try Hypothesis(scenario, on: model, at: asked)
        }
        let unchanged = try refusing { () throws(ScenarioError) in
            try Hypothesis(Scenario(), on: model, at: asked)
        }
        let grid = model.grid.periods(through: run.gridThrough.end)
        let panel = try Panel(try observations(of: run, model, in: country).map(\.observation))
        let base = try unchanged.scores(on: panel, for: grid)
        let assumed: InfluenceScoring.ScoreTable
        do throws(ScoringError) {
            assumed = try hypothesis.scores(on: panel, for: grid)
        } catch {
            throw IndexError.invalidScenario(error.description)
        }
        return [
            "hypothetical": true,
            "country": .string(country.text),
            "first_period": .string(asked.first?.description ?? ""),
            "last_period": .string(asked.last?.description ?? ""),
            "as_of": Document.time(question.asOf),
            "model": .string(model.id),
            "definition": .string(model.definition),
            "weights": .array(hypothesis.shares(comparedWith: model).map { document($0) }),
            "values": .array(scenario.values.map { document($0) }),
            "scores": .array(
                powers.flatMap { power in
                    nodes.flatMap { node in
                        asked.map { period in
                            score(node, Dyad(power: power, country: country), period, base, assumed, model)
                        }
                    }
                }
            ),
        ]
    }

    /// Of one reply.
    private static var mostScores: Int { 20_000 }

    // MARK: What is asked

    private func scenario(_ question: Question, in country: CountryID) throws -> Scenario {
        let parameters = question.arguments.parameters
        func elements(_ name: String) -> [JSONValue] { parameters[name]?.arrayValue ?? [] }
        return Scenario(
            weights: elements("weights").compactMap(\.objectValue).map { change in
                Scenario.Weight(
                    node: NodeID(change["node"]?.stringValue ?? ""),
                    weight: change["weight"]?.numberValue ?? .nan
                )
            },
            dropped: elements("drop").map { NodeID($0.stringValue ?? "") },
            values: elements("values").compactMap(\.objectValue).map { change in
                let indicator = NodeID(change["indicator"]?.stringValue ?? "")
                let isAboutPowers = question.model.indicator(indicator)?.subject == .power
                return Scenario.Value(
                    indicator: indicator,
                    power: change["power"]?.stringValue.map { PowerID($0) },
                    country: change["country"]?.stringValue.map { CountryID($0) } ?? (isAboutPowers ? nil : country),
                    value: change["value"]?.numberValue ?? .nan
                )
            }
        )
    }

    /// The run whose scores are the base, and the periods of its grid that are asked about, at least one.
    private func periods(_ question: Question) throws -> (Run, [Period]) {
        let single = try question.arguments.period()
        let (from, through) = try question.arguments.days()
        let isRange = from != .earliest || through != .latest
        if single != nil, isRange { throw VarlinkError.invalidParameter("period") }
        let root = question.model.nodes.first.map { [$0.id] }
        let (run, _, period) = try table(ScoreFilter(nodes: root), single, question)
        guard isRange else { return (run, [period]) }
        let grid = question.model.grid.periods(through: run.gridThrough.end)
        let wanted = PeriodRange(from: from, through: through)
        let asked = grid.filter { wanted.contains($0) }
        guard !asked.isEmpty else {
            throw IndexError.invalidPeriod(
                question.arguments.parameters["from"]?.stringValue ?? "",
                "no period of the grid lies between 'from' and 'to'; it is \(grid.first?.description ?? "empty") to "
                    + "\(run.gridThrough)"
            )
        }
        return (run, asked)
    }

    private func refusing<Result>(_ body: () throws(ScenarioError) -> Result) throws -> Result {
        do throws(ScenarioError) {
            return try body()
        } catch {
            throw switch error {
            case .unknownNode(let id, let known): IndexError.unknownNode(id.text, known: known)
            default: IndexError.invalidScenario(error.description)
            }
        }
    }

    // MARK: What is answered

    private func document(_ share: WeightShare) -> JSONValue {
        [
            "node": .string(share.node.text),
            "parent": .string(share.parent.text),
            "base_weight": .number(share.baseWeight),
            "hypothetical_weight": .number(share.weight),
            "base_share": .number(share.baseShare),
            "hypothetical_share": .number(share.share),
        ]
    }

    private func document(_ value: Scenario.Value) -> JSONValue {
        [
            "indicator": .string(value.indicator.text),
            "power": .string(orNull: value.power?.text),
            "country": .string(orNull: value.country?.text),
            "value": .number(value.value),
        ]
    }

    private func score(
        _ node: NodeID,
        _ dyad: Dyad,
        _ period: Period,
        _ base: InfluenceScoring.ScoreTable,
        _ assumed: InfluenceScoring.ScoreTable,
        _ model: Model
    ) -> JSONValue {
        let scores = [base, assumed].map { $0[node, dyad, period] }
        let values = scores.map { $0?.value }
        let ranks = [base, assumed].map { rank(of: dyad, node, period, in: $0, model) }
        let difference: Double? = if let from = values[0], let to = values[1] { to - from } else { nil }
        return [
            "country": .string(dyad.country.text),
            "power": .string(dyad.power.text),
            "node": .string(node.text),
            "period": .string(period.description),
            "base_value": .number(orNull: values[0]),
            "hypothetical_value": .number(orNull: values[1]),
            "difference": .number(orNull: difference),
            "base_rank": .integer(orNull: ranks[0]),
            "hypothetical_rank": .integer(orNull: ranks[1]),
            "base_coverage": .number(scores[0]?.coverage ?? 0),
            "hypothetical_coverage": .number(scores[1]?.coverage ?? 0),
        ]
    }

    private func rank(
        of dyad: Dyad,
        _ node: NodeID,
        _ period: Period,
        in table: InfluenceScoring.ScoreTable,
        _ model: Model
    ) -> Int64? {
        guard let position = model.powers.firstIndex(where: { $0.id == dyad.power }) else { return nil }
        let values = model.powers.map { table[node, Dyad(power: $0.id, country: dyad.country), period]?.value }
        return Standing.of(values, powers: model.powers)[position].rank.map { Int64($0) }
    }
}
