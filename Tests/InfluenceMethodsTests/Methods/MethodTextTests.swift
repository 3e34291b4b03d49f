import InfluenceModel
import InfluenceScoring
import Testing

@testable import InfluenceMethods

@Suite struct MethodTextTests {
    @Test func `An indicator's way is told in its order, with what stands in and what is done about outliers`() {
        let indicator = Indicator(
            id: "a",
            title: "",
            isFlow: true,
            inputs: ["exports", "imports"],
            gaps: .zero,
            transform: [.window(Window(.decay(halfLife: .months(36)), .months(120))), .ratio(to: "gdp", scale: 100)],
            imputation: .groupMean("region"),
            treatment: Treatment(clip: .init(low: 2.5, high: 97.5), steps: [.winsorise(5), .log]),
            normalisation: Normalisation(.zscore(mean: 50, sd: 10), scope: .period),
            direction: .negative,
            cadence: .months(12)
        )
        #expect(
            MethodText.of(indicator)
                == "sum of P10Y, half-life P3Y, of exports + imports / gdp x 100; a register, complete; "
                + "where missing the mean of the period and region; "
                + "outliers: clipped at percentiles 2.5..97.5, up to 5 points winsorised, else logarithm; "
                + "z-score to mean 50, sd 10 within each period, less is more; expected every P1Y"
        )
    }

    @Test(
        arguments: [
            (Transform.share(), "share of x in the total of all partners, per cent"),
            (.share(of: .powers), "share of x in the total of all powers of the model, per cent"),
            (.ratio(to: "gdp", scale: 1), "x / gdp"), (.log(.ten), "log10(1 + x)"), (.log(.e, offset: 0), "ln(x)"),
            (.log(.two, offset: -3), "log2(x - 3)"), (.power(0.5), "sqrt(x)"), (.power(-1), "1 / x"),
            (.power(3), "x^3"), (.ordinal([]), "ordinal, 0 levels of x"), (.cap(low: 0, high: 5), "x within 0..5"),
            (.piecewise([.init(0, 0), .init(10, 50)]), "x on the lines between 0 -> 0, 10 -> 50"),
            (.bands([.init(-.infinity, 0), .init(10, 50)]), "bands of x: below -> 0, 10 -> 50"),
            (.round(digits: 2), "x rounded to 2 digits"), (.window(Window(.sum, .months(12))), "sum of P1Y of x"),
            (.window(Window(.mean, .months(6))), "mean of P6M of x"),
        ] as [(Transform, String)]
    )
    func `Each step is told of what the steps before it give`(step: Transform, text: String) {
        #expect(step.text(of: "x", isFlow: false) == text)
    }

    @Test func `An aggregate is told by its method, its gates and what is done with its score`() {
        let node = Node(
            id: "index",
            title: "",
            parent: nil,
            children: [],
            weight: 1,
            content: .aggregate(
                Aggregate(
                    method: .power(exponent: 0.5),
                    minCoverage: 0.6,
                    minChildren: 2,
                    normalisation: Normalisation(.goalposts(low: 0, high: 50, truncate: false), scope: .period)
                )
            ),
            floor: 1,
            digits: 2
        )
        // Of goalposts a scope means nothing.
        #expect(
            MethodText.of(node)
                == "power mean of its parts, exponent 0.5; null below 60 % coverage; needs 2 parts; "
                + "goalposts 0..50 without truncation; at least 1; rounded to 2 decimals"
        )
    }
}
