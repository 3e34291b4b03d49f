import InfluenceModel
import Testing

@testable import InfluenceScoring

/// Published indices as model files, written from the documentation alone, on published figures.
@Suite struct PublishedIndexTests {
    /// World Bank, Human Capital Index 2020, of Kazakhstan: boys, girls and all, as published to two digits. Kraay,
    /// "Methodology for a World Bank Human Capital Index" (Policy Research Working Paper 8593, 2018): survival x
    /// exp(0.08 (years - 14)) x exp of the mean of 0.65 (adult survival - 1) and 0.35 (not stunted - 1), years being the
    /// expected ones x test score / 625. Where stunting is not known adult survival stands alone.
    @Test func `Human Capital Index: a product of exponentials`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: hci, title: T, aggregate: product}
              - {id: health, title: T, parent: hci, weight: 1, aggregate: geometric}
            defaults: {weight: 1}
            indicators:
              - {id: survival, title: T, parent: hci}
              - {id: years, title: T, parent: hci, transform: [{piecewise: [[0, -1.12], [20, 0.48]]}, {exp: {base: e}}]}
              - {id: adults, title: T, parent: health, transform: [{piecewise: [[0, -0.65], [1, 0]]}, {exp: {base: e}}]}
              - {id: growth, title: T, parent: health, transform: [{piecewise: [[0, -0.35], [1, 0]]}, {exp: {base: e}}]}
            """,
            scale: "{low: 0, high: 1}",
            [
                "survival": ["A": [0.99], "B": [0.99], "C": [0.99], "D": [1]],
                "years": [
                    "A": [13.6 * 411 / 625], "B": [13.8 * 422 / 625], "C": [13.7 * 416 / 625], "D": [14],
                ],
                "adults": ["A": [0.78], "B": [0.91], "C": [0.84], "D": [0.9]],
                "growth": ["A": [0.92], "B": [0.92], "C": [0.92]],
            ]
        )
        let scores = try found.scores("hci").map { try #require($0[0]) }
        #expect(scores.prefix(3).map { ($0 * 100).rounded() } == [61, 65, 63])
        // Without the second child the mean is the first one: exp(-0.065).
        #expect(abs(scores[3] - 0.937_067_463_377_403_4) < 1e-14)
        try found.checkAttributions()
    }

    /// Global Hunger Index 2023, of India (rank 111 of 125): 28.7 from undernourishment 16.6 %, wasting 18.7 %, stunting
    /// 35.5 %, mortality 3.1 %. Each on 0..100 of a threshold above the highest value observed: 80, 30, 70 and 35.
    @Test func `Global Hunger Index: fixed thresholds and thirds`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: ghi, title: T, min_coverage: 1, round: 1}
              - {id: nutrition, title: T, parent: ghi, weight: 1, min_coverage: 1}
            defaults: {weight: 1}
            indicators:
              - {id: undernourished, title: T, parent: ghi, normalise: {goalposts: [0, 80]}}
              - {id: wasting, title: T, parent: nutrition, normalise: {goalposts: [0, 30]}}
              - {id: stunting, title: T, parent: nutrition, normalise: {goalposts: [0, 70]}}
              - {id: mortality, title: T, parent: ghi, normalise: {goalposts: [0, 35]}}
            """,
            [
                "undernourished": ["A": [16.6], "B": [16.6]], "wasting": ["A": [18.7]],
                "stunting": ["A": [35.5], "B": [35.5]], "mortality": ["A": [3.1], "B": [3.1]],
            ]
        )
        #expect(try found.scores("ghi") == [[28.7], [nil]])
    }

    /// Global Gender Gap Index 2023 (World Economic Forum, Global Gender Gap Report 2023, table B.2): ratios of women to
    /// men, cut at parity, which lies at 0.944 for births and 1.06 for healthy years, weighed within each of four parts.
    @Test func `Global Gender Gap Index: ratios cut at parity`() throws {
        let found = try WrittenModel(
            """
            nodes:
              - {id: gap, title: T, round: 3}
              - {id: economy, title: T, parent: gap, weight: 1, round: 3}
              - {id: health, title: T, parent: gap, weight: 1, round: 3}
            defaults: {cadence: P1Y}
            indicators:
              - {id: labour, title: T, parent: economy, weight: 0.199, transform: [{ratio: labour_men}, {cap: [0, 1]}]}
              - {id: wages, title: T, parent: economy, weight: 0.310, transform: {cap: [0, 1]}}
              - {id: births, title: T, parent: health, weight: 0.693, transform: {cap: [0, 0.944]}}
              - {id: years, title: T, parent: health, weight: 0.307, transform: [{ratio: years_men}, {cap: [0, 1.06]}]}
              - {id: labour_men, title: T, cadence: P1Y}
              - {id: years_men, title: T, cadence: P1Y}
            """,
            scale: "{low: 0, high: 1}",
            [
                "labour": ["A": [61.7], "B": [90]], "labour_men": ["A": [70.5], "B": [80]],
                "wages": ["A": [0.825], "B": [1.2]], "births": ["A": [0.95], "B": [0.93]],
                "years": ["A": [72.4], "B": [80]], "years_men": ["A": [71.7], "B": [70]],
            ]
        )
        let economy = (0.199 * 61.7 / 70.5 + 0.310 * 0.825) / 0.509
        #expect(try found.scores("economy") == [[decimallyRounded(economy, digits: 3)], [1]])
        let health = 0.693 * 0.944 + 0.307 * 72.4 / 71.7
        let second = 0.693 * 0.93 + 0.307 * 1.06
        #expect(
            try found.scores("health") == [
                [decimallyRounded(health, digits: 3)], [decimallyRounded(second, digits: 3)],
            ]
        )
    }
}
