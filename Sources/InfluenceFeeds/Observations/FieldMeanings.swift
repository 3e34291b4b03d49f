internal import InfluenceModel

/// What the text of one field means, or why it means nothing.
typealias Meaning<Value> = Result<Value, CheckProblem>

/// How the texts of each column are read; never called with an empty one.
final class FieldMeanings: Sendable {
    private let checks: ObservationChecks?

    init(checks: ObservationChecks?) {
        self.checks = checks
    }

    /// The rule is `nil` where no model asks anything.
    func indicator(_ text: String) -> Meaning<(id: NodeID, rule: IndicatorRule?)> {
        guard IDSyntax.isNode(text) else {
            return wrong("'\(text)' is not an indicator; write small letters, digits and '_', such as trade_share")
        }
        let id = NodeID(text)
        guard let checks else { return .success((id, nil)) }
        return checks.rule(for: id).map { (id, $0) }
    }

    /// Any power that looks like one: there are more partners than the model scores.
    func power(_ text: String) -> Meaning<PowerID> {
        guard IDSyntax.isActor(text) || IDSyntax.pair(text) != nil else {
            return wrong(
                "'\(text)' is not a power; write an id such as CHN, WLD for all partners together, or for a "
                    + "pair two ids in alphabetical order, CHN+RUS"
            )
        }
        return .success(PowerID(text))
    }

    func country(_ text: String) -> Meaning<CountryID> {
        guard IDSyntax.isActor(text) else { return wrong("'\(text)' is not a country; write an id such as KAZ") }
        let id = CountryID(text)
        return checks?.problem(ofCountry: id).map { wrong($0) } ?? .success(id)
    }

    func period(_ text: String) -> Meaning<Period> {
        do throws(PeriodError) {
            return .success(try Period(text))
        } catch {
            return wrong(error.description)
        }
    }

    func status(_ text: String) -> Meaning<ObservationStatus> {
        guard let status = ObservationStatus(rawValue: text) else {
            let known = ObservationStatus.allCases.map { "\($0.rawValue) (\($0.meaning))" }
            return wrong("unknown status '\(text)'; known: \(NearestName.list(known))")
        }
        return .success(status)
    }

    func day(_ text: String) -> Meaning<Day> {
        Day(text).map { .success($0) } ?? wrong("'\(text)' is not a date; write 2024-01-31")
    }

    func text(_ text: String) -> Meaning<String> { .success(text) }

    /// What is wrong with a value that is no number.
    static func reason(_ problem: DecimalText.Problem, for text: String) -> String {
        switch problem {
        case .outOfRange: "'\(text)' is beyond the range of numbers"
        case .notDecimal:
            "'\(text)' is not a number; write digits with a decimal point and no separators, such as 1234.5"
        }
    }

    private func wrong<Value>(_ reason: String) -> Meaning<Value> {
        .failure(CheckProblem(reason: reason))
    }
}
