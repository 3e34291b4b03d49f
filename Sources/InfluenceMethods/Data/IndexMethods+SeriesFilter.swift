import InfluenceControl
import InfluenceModel
import InfluenceStore

extension IndexMethods {
    /// How many reporters an error names.
    private static let namedReporters = 50

    func filter(
        _ question: Question<some SeriesQuestion>,
        reporter: String? = nil
    ) throws -> ObservationFilter {
        let (arguments, input) = (question.arguments, question.input)
        return ObservationFilter(
            indicators: try arguments.indicator(input.indicator).map { [$0] },
            powers: try arguments.partner(input.power) { try store.isObserved(power: PowerID($0)) }.map { [$0] },
            countries: try arguments.country(input.country).map { [$0] },
            reporters: try arguments.reporter(
                reporter,
                isObserved: { try store.isObserved(reporter: $0) },
                all: { try store.reporters(limit: Self.namedReporters) }
            ).map { [$0] }
        )
    }
}
