package import InfluenceModel

/// A measure with its arithmetic and what it is made of: a type in a file of `Measures`, which a row in ``MethodKinds``
/// makes one of the model language.
///
/// One whose form needs something is a key of `measures` in the model file, and there is one only where that is written;
/// every other one is there wherever the plan has what it is computed from.
package protocol MeasureMethod: MeasureKind, WrittenMethod {
    /// What it is in each period of a country: null in, null out.
    /// - Parameter facet: one of ``MeasureKind/facets(in:)``.
    /// - Returns: `nil` where there is no series of that subject and facet.
    func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]?

    /// What it was made of in one period, and why there is no value where there is none.
    func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation

    /// Whether its sentence says since when the two powers' lead by the newest data is what it is. Usual: false.
    static var tellsSince: Bool { get }

    /// The state as one sentence for people, by name. Usual: `nil`, the value says it all.
    func sentence(_ facts: MeasureSentence) -> String?
}

extension MeasureMethod {
    package static var form: MethodForm { MethodForm() }
    package static var tellsSince: Bool { false }
    package func sentence(_ facts: MeasureSentence) -> String? { nil }
}

extension Measure {
    /// What computes it. Of a value that no method of this module stands for there are no series.
    package var arithmetic: any MeasureMethod { kind as? any MeasureMethod ?? UnknownMeasure() }
}

extension MeasurePlan {
    /// - Parameter kinds: the table that `measures` are the rows of, but for those that a model file must name.
    package init(
        pairs: [PowerPair] = [],
        minCoverage: Double = MeasurePlan.usualMinCoverage,
        coopetition: Coopetition? = nil,
        pattern: Pattern? = nil,
        dependency: Dependency? = nil,
        overtaking: Overtaking? = nil,
        displacement: CalendarDuration? = nil,
        momentum: Momentum? = nil,
        kinds: MethodKinds = .standard
    ) {
        self.init(
            measures: kinds.measures.filter { $0.form.needsNothing }.compactMap { kind in
                (try? kind.init(MethodArguments())).map { Measure($0) }
            },
            pairs: pairs,
            minCoverage: minCoverage,
            coopetition: coopetition,
            pattern: pattern,
            dependency: dependency,
            overtaking: overtaking,
            displacement: displacement,
            momentum: momentum
        )
    }
}

/// No series.
private struct UnknownMeasure: MeasureMethod {
    static let name = "unknown"
    static let subject = Measure.Subject.country
    static let basis = Measure.Basis.dimensions

    init() {}
    init(_ given: MethodArguments) {}

    var definition: String { "" }

    func scores(of subject: MeasuredSubject, _ facet: NodeID?, in country: CountryMeasures) -> [Score]? { nil }

    func explanation(
        of question: MeasureQuestion,
        by explainer: MeasureExplainer
    ) throws(ScoringError) -> MeasureExplanation {
        question.answer([], .nothing(Self.basis))
    }
}
