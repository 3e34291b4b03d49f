import InfluenceModel
import InfluenceScoring
import Testing

@Suite("Panel")
struct PanelTests {
    @Test func `the order of the observations is the panel's own`() throws {
        let observations = [
            observed("b", "CHN", "KAZ", "2023", 1),
            observed("a", "CHN", "UZB", "2023", 1),
            observed("a", nil, "KAZ", "2023", 1),
            observed("a", "CHN", nil, "2023", 1),
            observed("a", "CHN", "KAZ", "2023-12", 1),
            observed("a", "CHN", "KAZ", "2023", 1, by: "KAZ"),
            observed("a", "CHN", "KAZ", "2023", 1),
            observed("a", "CHN", "KAZ", "2022", 1),
        ]
        let panel = try Panel(observations)
        #expect(Array(panel.observations) == observations.sorted { rank($0) < rank($1) })
        #expect(try Panel(observations.reversed()).observations == panel.observations)
    }

    /// By indicator, country, reporter, power, end, and the longer of two periods last.
    private func rank(_ observation: Observation) -> String {
        let series = observation.series
        return [
            series.indicator.text, series.country?.text ?? "", series.reporter, series.power?.text ?? "",
            observation.period.end.description, observation.period.days > 31 ? "z" : "a",
        ].joined(separator: " ")
    }

    @Test func `two values of one series and period are refused`() throws {
        let twice = [observed("a", "CHN", "KAZ", "2023", 1), observed("a", "CHN", "KAZ", "2023-01-01/P1Y", 2)]
        #expect(throws: ScoringError.duplicateObservation(twice[0].series, "2023")) { try Panel(twice) }
    }

    @Test(arguments: [
        observed("a", "CHN", "KAZ", "2023", .nan), observed("a", "CHN", "KAZ", "2023", .infinity),
        observed("a", "CHN", "KAZ", "2023", nil), observed("a", "CHN", "KAZ", "2023", 1, .missing),
        observed("a", "CHN", "KAZ", "2023", 0, .notApplicable),
    ])
    func `a value that does not fit its status is refused`(_ observation: Observation) throws {
        let error = #expect(throws: ScoringError.self) { try Panel([observation]) }
        #expect(error == .inconsistentObservation(observation.series, "2023"))
        #expect(error?.description.contains("a of CHN in KAZ") == true)
    }
}
