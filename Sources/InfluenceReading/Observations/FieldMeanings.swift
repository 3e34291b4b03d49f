internal import InfluenceModel
internal import InfluenceText

/// What the text of one field means, or why it means nothing.
typealias Meaning<Value> = Result<Value, CheckProblem>

/// How the texts of each column are read; never called with an empty one.
///
/// What is wrong with a text is said of so many as are kept at most: a file in which every row names something else would
/// cost gigabytes of sentences that nobody sees.
final class FieldMeanings {
    private let checks: ObservationChecks?
    /// Texts of which it was said what is wrong, and those of which what is to be looked at.
    private var (problems, concerns) = (0, 0)

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
        guard let rule = checks.rule(for: id) else { return wrong(checks.problem(ofIndicator: id)) }
        return .success((id, rule))
    }

    /// Any power that looks like one: there are more partners than the model scores.
    func power(_ text: String) -> Meaning<(id: PowerID, concern: ImportConcern?)> {
        guard IDSyntax.isActor(text) || IDSyntax.pair(text) != nil else {
            return wrong(
                checks?.powerMeant(by: text).map { "'\(text)' is not a power; write '\($0)'" }
                    ?? "'\(text)' is not a power; write an id such as CHN, WLD for all partners together, or for a "
                    + "pair two ids in alphabetical order, CHN+RUS"
            )
        }
        let id = PowerID(text)
        guard let checks, !checks.knows(power: id) else { return .success((id, nil)) }
        guard concerns < ReadOutcome.errorLimit else { return .success((id, .more(.area))) }
        concerns += 1
        return .success((id, checks.concern(ofPower: id)))
    }

    func country(_ text: String) -> Meaning<CountryID> {
        guard IDSyntax.isActor(text) else {
            return wrong(
                "'\(text)' is not a country; write \(checks?.countryMeant(by: text) ?? "an id such as KAZ")"
            )
        }
        let id = CountryID(text)
        guard let checks, !checks.knows(country: id) else { return .success(id) }
        return wrong(checks.problem(ofCountry: id))
    }

    func period(_ text: String) -> Meaning<(period: Period, concern: ImportConcern?)> {
        do throws(PeriodError) {
            let period = try Period(text)
            guard let checks else { return .success((period, nil)) }
            let years = ObservationChecks.years
            guard years.contains(period.start.components.year), years.contains(period.end.components.year) else {
                return wrong(
                    "'\(text)' is outside the years \(years.lowerBound) to \(years.upperBound); is it a typing error?"
                )
            }
            guard let today = checks.today, period.end >= today else { return .success((period, nil)) }
            let message = "periods that have not ended, such as \(period): are these values of the future?"
            return .success((period, ImportConcern(.period, message)))
        } catch {
            return wrong(error.description)
        }
    }

    func status(_ text: String) -> Meaning<ObservationStatus> {
        guard let status = ObservationStatus(rawValue: text) else {
            return wrong("unknown status '\(text)'; known: \(NearestName.list(Self.statuses))")
        }
        return .success(status)
    }

    private static let statuses = ObservationStatus.allCases.map { "\($0.rawValue) (\($0.meaning))" }

    func day(_ text: String) -> Meaning<Day> {
        guard let day = Day(text) else { return wrong("'\(text)' is not a date; write 2024-01-31") }
        if let today = checks?.today, day > today { return wrong("\(day) is in the future; today is \(today)") }
        return .success(day)
    }

    func text(_ text: String) -> Meaning<String> { .success(SpreadsheetGuard.bare(text)) }

    /// What is wrong with a value that is no number.
    static func reason(_ problem: DecimalText.Problem, for text: String) -> String {
        switch problem {
        case .outOfRange: "'\(text)' is beyond the range of numbers"
        case .notDecimal where isPlaceholder(text):
            "'\(text)' is not a number: where there is no value leave it empty and give O, L, M or Q as the status"
        case .notDecimal:
            "'\(text)' is not a number; write digits with a decimal point and no separators, such as 1234.5"
        }
    }

    /// Whether it stands where there is no value: statistical offices, spreadsheets and programs write letters, signs and
    /// words for that, and `#` with what went wrong.
    private static func isPlaceholder(_ text: String) -> Bool {
        text.contains("#") || !text.contains { $0.isNumber }
    }

    private func wrong<Value>(_ reason: @autoclosure () -> String) -> Meaning<Value> {
        guard problems < ReadOutcome.errorLimit else { return .failure(.untold) }
        problems += 1
        return .failure(CheckProblem(reason: reason(), isWorkedOut: true))
    }

    /// Whether what a text means is remembered: of those with which something is wrong the few that cost work.
    static func isKept<Value>(_ meaning: Meaning<Value>) -> Bool {
        if case .failure(let problem) = meaning { problem.isWorkedOut } else { true }
    }
}
