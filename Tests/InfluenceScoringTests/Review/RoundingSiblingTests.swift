import InfluenceModel
import Testing

@Suite struct RoundingSiblingTests {
    /// Before: 1099511627776.4995 became ...777, since half of what a number of that size cannot tell passed for a half.
    @Test(arguments: [
        (0, 1_099_511_627_776.4995, 1_099_511_627_776), (0, 1_099_511_627_776.5, 1_099_511_627_777),
        (0, 70_368_744_177_664.484, 70_368_744_177_664), (1, 109_951_162_777.649_95, 109_951_162_777.6),
        (0, -1_099_511_627_776.4995, -1_099_511_627_776), (0, 2.5, 3), (0, -2.5, -3), (0, 0.49, 0), (2, 1.005, 1.01),
        (2, -1.005, -1.01), (1, 0.25, 0.3), (1, 0.35, 0.4), (3, 2.0005, 2.001), (-2, 150, 200), (-2, -149, -100),
        (-15, 5e14, 1e15), (15, 0.1, 0.1), (0, 4_503_599_627_370_497, 4_503_599_627_370_497), (0, 1e300, 1e300),
    ])
    func `An observed value is rounded as a node's is`(digits: Int, value: Double, expected: Double) throws {
        let step = try WrittenRows("transform: {round: \(digits)}", "x RUS 2015 \(value)").score(at: "2015-12").value
        let node = try WrittenRows("round: \(digits)", "x RUS 2015 \(value)").score(at: "2015-12").value
        #expect(step == expected && node == expected)
    }
}
