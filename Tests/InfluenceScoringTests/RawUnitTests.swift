import InfluenceModel
import Testing

@testable import InfluenceScoring

/// The unit of a raw value is not that of the observations where a step makes another of it.
@Suite struct RawUnitTests {
    private static let points = [Transform.Point(0, 0), Transform.Point(10, 100)]

    @Test(
        arguments: [
            ([], "USD"), ([.cap(low: 0, high: 5)], "USD"), ([.round(digits: 1)], "USD"),
            ([.window(Window(.mean, .months(36)))], "USD"),
            ([.window(Window(.sum, .months(36))), .round(digits: 0)], "USD"),
            ([.share()], "percent"), ([.window(Window(.sum, .months(36))), .share(of: .powers)], "percent"),
            ([.log(.ten)], ""), ([.power(0.5)], ""), ([.exp(.e)], ""), ([.ratio(to: "gdp", scale: 100)], ""),
            ([.bands(points)], ""), ([.piecewise(points)], ""), ([.ordinal([])], ""), ([.share(), .log(.e)], ""),
            ([.log(.e), .cap(low: 0, high: 5)], ""),
        ] as [([Transform], String)]
    )
    func `It is what the steps leave of that of the observations`(steps: [Transform], unit: String) {
        var indicator = Indicator(id: "x", title: "", unit: "USD", transform: steps)
        #expect(indicator.rawUnit == unit)
        // Of one that reads others it is what the indicator says.
        indicator.inputs = ["y"]
        #expect(indicator.rawUnit == "USD")
    }
}
