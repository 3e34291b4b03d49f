import InfluenceModel
import Testing

@testable import InfluenceScoring

/// What says that a value is not known, or is not scored, takes nothing from what is.
@Suite struct UnscoredRowTests {
    private static let observed = """
        x RUS 2012 40
        x RUS 2013-Q1 10
        x RUS 2013-Q2 10
        x RUS 2013-Q3 10
        x RUS 2013-Q4 10
        """
    private static let keys = "cadence: P1Y, max_age: P3Y, flow: true, normalise: none, transform: "

    /// Before: null, as the longer row was laid over the quarters.
    @Test(arguments: ["x RUS 2013 - O", "x RUS 2013 45 F", "x RUS 2013 45 U", "x RUS 2013 - L", "x RUS 2013-H2 45 F"])
    func `A longer row without a scored value leaves the shorter ones in a window`(row: String) throws {
        for window in ["{sum: P2Y}", "{mean: P1Y}", "{decay: P2Y}"] {
            let without = try WrittenRows(Self.keys + window, Self.observed)
            let with = try WrittenRows(Self.keys + window, Self.observed + "\n" + row)
            let score = try with.score(at: "2013-12")
            #expect(try agree(score.value, without.score(at: "2013-12").value), "\(window)")
            #expect(score.value != nil && score.coverage == 1, "\(window)")
        }
    }

    @Test func `What it leaves open it says to be unknown, in a register too`() throws {
        let register =
            "cadence: P1Y, max_age: P3Y, flow: true, gaps: zero, normalise: none, min_window: 0.1, transform: {sum: P1Y}"
        let rows = "x RUS 2012 1\nx RUS 2013-Q1 10\nx CHN 2013 5"
        #expect(try WrittenRows(register, rows).score(at: "2013-12").coverage == 1)
        let unknown = try WrittenRows(register, rows + "\nx RUS 2013 - O").score(at: "2013-12")
        #expect(agree(unknown.value, 40) && agree(unknown.coverage, 0.25))
    }

    /// Before: a third of the time, of which the forecast is none.
    @Test func `Shares under a window likewise`() throws {
        let keys = Self.keys + "[{sum: P2Y}, share]"
        let rows = Self.observed + "\nx WLD 2012 80\nx WLD 2013 80"
        let forecast = try WrittenRows(keys, rows + "\nx RUS 2013 90 F\nx WLD 2013-H1 30 F").score(at: "2013-12")
        #expect(agree(forecast.value, 50) && forecast.coverage == 1)
    }
}
