internal import InfluenceFiles
internal import InfluenceModel
internal import InfluenceText

/// How one method of normalisation is written in a model file. Adding a method adds a row to ``all``.
struct NormalisationForm: Sendable {
    let name: String
    let argument: Argument
    /// The key beside it, in the same mapping, that it knows.
    var option: Option?
    /// Whether it depends on other values, so that a `scope` means something.
    var isRelative = true
    /// Whether it maps the values by a line, which others than those that it was found in can be mapped by too: a `scope`
    /// may be a baseline.
    var isLinear = true
    /// From as many numbers as it takes; a problem of the numbers together is reported at them.
    let make: @Sendable ([Double], Options) -> Result<Normalisation.Method, ScalarProblem>

    enum Argument: Sendable {
        /// `{goalposts: [low, high]}`; a single one also without brackets. The defaults stand for the numbers where only
        /// the name is written; `nil`: they must be.
        case numbers([String], defaults: (@Sendable (Scale) -> [Double])? = nil)
        /// `{distance_to_reference: RUS}`
        case power
        static let nothing = numbers([]) { _ in [] }
    }

    enum Option: String, CaseIterable, Sendable {
        case truncate, capped, ties
    }

    struct Options: Sendable {
        var truncate = true
        var capped = false
        var ties = Normalisation.Ties.min
        /// The argument of those that take a power.
        var power = PowerID("")
    }

    static let all: [NormalisationForm] = [
        NormalisationForm(name: "none", argument: .nothing, isRelative: false) { _, _ in .success(.none) },
        NormalisationForm(
            name: "goalposts",
            argument: .numbers(["low", "high"]),
            option: .truncate,
            isRelative: false
        ) { numbers, options in
            // The scale over their distance is a slope; a subnormal or infinite one is none.
            ordered(numbers, ", and 'direction: -1' says that less is more").flatMap { low, high in
                (high - low).isFinite && (1e6 / (high - low)).isFinite
                    ? .success(.goalposts(low: low, high: high, truncate: options.truncate))
                    : .failure(ScalarProblem("the goalposts are too far from or too near to each other"))
            }
        },
        NormalisationForm(name: "minmax", argument: .numbers(["low", "high"]) { [$0.low, $0.high] }) { numbers, _ in
            ordered(numbers).map { .minmax(target: Scale(low: $0, high: $1)) }
        },
        NormalisationForm(name: "zscore", argument: .numbers(["mean", "sd"]) { _ in [0, 1] }) { numbers, _ in
            numbers[1] > 0
                ? .success(.zscore(mean: numbers[0], sd: numbers[1])) : .failure(ScalarProblem("'sd' must be above 0"))
        },
        NormalisationForm(name: "rank", argument: .nothing, option: .ties, isLinear: false) {
            .success(.rank($1.ties))
        },
        NormalisationForm(name: "borda", argument: .nothing, option: .ties, isLinear: false) {
            .success(.borda($1.ties))
        },
        NormalisationForm(
            name: "percentile_rank",
            argument: .numbers(["low", "high"]) { _ in [0, 1] },
            option: .ties,
            isLinear: false
        ) { numbers, options in
            ordered(numbers).map { .percentileRank(options.ties, onto: Scale(low: $0, high: $1)) }
        },
        NormalisationForm(
            name: "percentiles",
            argument: .numbers(["groups"]) { _ in [100] },
            isLinear: false
        ) { numbers, _ in
            guard let groups = Int(exactly: numbers[0]), (2...1_000_000).contains(groups) else {
                return .failure(ScalarProblem("'groups' must be a whole number from 2 to 1000000"))
            }
            return .success(.percentiles(groups: groups))
        },
        NormalisationForm(name: "distance_to_max", argument: .nothing) { _, _ in .success(.distanceToMax) },
        NormalisationForm(name: "distance_to_reference", argument: .power, option: .capped, isLinear: false) {
            .success(.distanceToReference($1.power, capped: $1.capped))
        },
        NormalisationForm(name: "distance_to_target", argument: .numbers(["target"]), option: .capped) {
            .success(.distanceToTarget($0[0], capped: $1.capped))
        },
        NormalisationForm(name: "fraction_of_max", argument: .nothing) { _, _ in .success(.fractionOfMax) },
    ]

    private static func ordered(_ numbers: [Double], _ hint: String = "") -> Result<(Double, Double), ScalarProblem> {
        guard numbers[0] < numbers[1] else {
            let (low, high) = (DecimalText.shortest(numbers[0]), DecimalText.shortest(numbers[1]))
            return .failure(
                ScalarProblem("low \(low) must be below high \(high)" + (numbers[0] > numbers[1] ? hint : ""))
            )
        }
        return .success((numbers[0], numbers[1]))
    }

    /// As it is written with its argument: `{goalposts: [low, high]}`.
    var example: String {
        switch argument {
        case .power: "{\(name): POWER}"
        case .numbers(let parameters, _):
            parameters.count == 1
                ? "{\(name): \(parameters[0])}" : "{\(name): [\(parameters.joined(separator: ", "))]}"
        }
    }

    func defaults(_ scale: Scale) -> [Double]? {
        if case .numbers(_, let defaults?) = argument { defaults(scale) } else { nil }
    }

    func method(
        _ numbers: [Double],
        _ options: Options,
        at position: FilePosition,
        _ collector: DiagnosticCollector
    ) -> Normalisation.Method? {
        if case .numbers(let parameters, _) = argument, numbers.count != parameters.count {
            let expected = "[" + parameters.joined(separator: ", ") + "]"
            collector.report(
                at: position,
                "'\(name)' takes \(parameters.count) numbers, \(expected), not \(numbers.count)"
            )
            return nil
        }
        switch make(numbers, options) {
        case .success(let method): return method
        case .failure(let problem):
            collector.report(at: position, "'\(name)': \(problem.message)")
            return nil
        }
    }
}
