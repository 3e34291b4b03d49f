import Testing

@testable import influencectl

@Suite struct FiguresTests {
    @Test(arguments: [
        (0, 2, "0.00"), (43.076, 2, "43.08"), (43.074, 1, "43.1"), (-0.5, 0, "-1"), (-0.04, 1, "0.0"),
        (99.999, 1, "100.0"), (0.005, 2, "0.01"), (7, 0, "7"), (1e300, 2, "1e+300"),
    ])
    func `Fixed decimals are rounded and padded`(value: Double, decimals: Int, text: String) {
        #expect(fixed(value, decimals) == text)
    }

    @Test(arguments: [
        (0, "0"), (21.54, "21.54"), (139_742.345, "139742"), (4130.3, "4130.3"), (0.0123456789, "0.01234568"),
        (-3.5, "-3.5"), (1e-9, "1e-09"), (12, "12"),
    ])
    func `Measured values keep about six digits and no idle zeros`(value: Double, text: String) {
        #expect(rounded(value) == text)
    }

    @Test(arguments: [
        (0.424, "0.42 s"), (59, "59 s"), (61, "1 min 1 s"), (3_600, "1 h 0 min"), (293_000, "3 d 9 h"), (-1, "-"),
        (.infinity, "-"),
    ])
    func `Lengths of time show their two largest units`(seconds: Double, text: String) {
        #expect(duration(seconds) == text)
    }

    @Test(arguments: [(512, "512 B"), (4096, "4.0 KiB"), (12_345_678, "11.8 MiB"), (5e15, "4547.5 TiB")])
    func `Sizes have binary units`(bytes: Double, text: String) {
        #expect(binarySize(bytes) == text)
    }
}
