import InfluenceText
import Testing

@Suite struct RoundedNumberTests {
    @Test(arguments: [
        (2.5, 2, "2.50"), (-0.5, 2, "-0.50"), (0.005, 2, "0.01"), (-0.001, 2, "0.00"), (12, 0, "12"), (0.5, 0, "1"),
        (-1234.5678, 3, "-1234.568"), (0, 1, "0.0"), (1e20, 2, "1e+20"), (.infinity, 2, "inf"), (.nan, 1, "nan"),
    ])
    func `A fixed number has exactly the decimals that were asked for`(value: Double, places: Int, text: String) {
        #expect(DecimalText.fixed(value, places) == text)
    }

    @Test(arguments: [
        (2.15, 2, "2.15"), (-0.5, 2, "-0.5"), (3, 2, "3"), (100, 0, "100"), (1e20, 2, "1e+20"), (-0.001, 2, "0"),
        (.infinity, 2, "inf"),
    ])
    func `A short number has no zeros at its end, and keeps those before the point`(
        value: Double,
        places: Int,
        text: String
    ) {
        #expect(DecimalText.short(value, places: places) == text)
    }

    @Test(arguments: [
        (0.25, "25 %"), (0.5996, "60 %"), (0.5994, "59.9 %"), (0, "0 %"), (-0.0001, "0 %"), (.infinity, "inf %"),
        (1, "100 %"),
    ])
    func `A share is written to a tenth of a per cent`(share: Double, text: String) {
        #expect(DecimalText.percent(share) == text)
    }

    @Test(arguments: [
        (0, "0"), (0.00001, "1e-05"), (0.012345678, "0.01234568"), (1.23456789, "1.23457"), (123_456.7, "123457"),
        (-1000, "-1000"),
    ])
    func `A measured value has about six digits`(value: Double, text: String) {
        #expect(DecimalText.measured(value) == text)
    }

    @Test(arguments: [
        (0, "0"), (1.23456, "1.235"), (123_456, "123456"), (0.000123456, "1.235e-4"), (1.5e12, "1.5e12"),
        (-.infinity, "-inf"), (.nan, "nan"),
    ])
    func `Four significant digits, and an exponent where the number is out of the ordinary`(
        value: Double,
        text: String
    ) {
        #expect(DecimalText.significant(value) == text)
    }
}
