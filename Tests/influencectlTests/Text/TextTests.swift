import InfluenceControl
import InfluenceText
import Testing

@testable import influencectl

@Suite struct TextTests {
    @Test func `Text from data cannot steer the terminal`() {
        #expect(printable("a\u{1B}[2Jb\nc\td") == "a\u{FFFD}[2Jb c d")
        #expect(printable("right\u{202E}left") == "right\u{FFFD}left")
        #expect(printable("Қазақстан, Türkiye") == "Қазақстан, Türkiye")
    }

    @Test func `Prose wraps at blanks, and a long word stands alone`() {
        #expect(wrapped("one two three", to: 8) == ["one two", "three"])
        #expect(wrapped("a https://example.org/long b", to: 6) == ["a", "https://example.org/long", "b"])
        #expect(wrapped("", to: 8) == [])
    }

    @Test func `Wrapped words are the words that came`() {
        let words = (1...60).map { String(repeating: "x", count: $0 % 13 + 1) }
        for width in 1...40 {
            let lines = wrapped(words.joined(separator: " "), to: width)
            #expect(lines.joined(separator: " ") == words.joined(separator: " "))
            #expect(lines.allSatisfy { $0.count <= width || !$0.contains(" ") })
        }
    }

    @Test func `CSV quotes what needs it and leaves missing values empty`() {
        var csv = CSV(header: ["a", "b"])
        csv.add(["say \"hi\", twice", nil])
        csv.add(["two\nlines", 0.1])
        csv.add([true, 9_007_199_254_740_993])
        #expect(
            csv.text(for: .anybody) == """
                a,b
                "say ""hi"", twice",
                "two
                lines",0.1
                true,9007199254740993

                """
        )
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "'=1", "''-x", "=cmd|' /C calc'!A0", "-"])
    func `A text that a spreadsheet would compute begins with an apostrophe, unless a program reads it`(text: String) {
        var csv = CSV(header: nil)
        csv.add([.string(text)])
        let shown = csv.text(for: .anybody)
        #expect(shown.hasPrefix("'") || shown.hasPrefix("\"'"))
        var raw = CSV(header: [])
        raw.add([.string(text)])
        #expect(raw.text(for: .program).contains(text.contains("\r") ? "\"\(text)\"" : text))
    }

    @Test func `Numbers and other texts stay as they are, whoever reads them`() {
        var csv = CSV(header: ["a"])
        csv.add([-0.5, -3, "a=b", "it's", "'quoted'", "", nil, "2026-11"])
        #expect(csv.text(for: .anybody) == "a\n-0.5,-3,a=b,it's,'quoted',,,2026-11\n")
        #expect(csv.text(for: .program) == csv.text(for: .anybody))
    }

    @Test func `No form lets a control character through to a terminal`() {
        let nasty = "a\u{1B}[2J\u{9B}31m\u{7F}\u{202E}b"
        var csv = CSV(header: [nasty])
        csv.add([.string(nasty)])
        let texts = [
            csv.text(for: .anybody), printableJSON(JSONValue.string(nasty).description), printable(nasty),
            withoutControls(nasty),
        ]
        for text in texts {
            #expect(!text.unicodeScalars.contains { [0x1B, 0x9B, 0x7F, 0x202E].contains($0.value) })
        }
        // The same document.
        #expect(json(printableJSON(JSONValue.string(nasty).description)) == .string(nasty))
        #expect(withoutControls("two\nlines\tand a tab") == "two\nlines\tand a tab")
    }

    @Test func `A sparkline spans lowest to highest and leaves gaps blank`() {
        #expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], width: 80) == "▁▂▃▄▅▆▇█")
        #expect(sparkline([0, nil, 7], width: 80) == "▁ █")
        #expect(sparkline([5, 5], width: 80) == "▅▅")
        #expect(sparkline([nil, nil], width: 80) == "  ")
        #expect(sparkline([], width: 80) == "")
    }

    @Test(
        arguments: [
            (0.25, 0, 1, 0.25), (1.7e308, -1.7e308, 1.7e308, 1), (-1.7e308, -1.7e308, 1.7e308, 0),
            (0, -1.7e308, 1.7e308, 0.5),
            (-1e17, -1e17, -1e17, 0), (.nan, 0, 1, 0), (.infinity, 0, 1, 0), (5, 0, 1, 1), (-5, 0, 1, 0),
            (1, 2, 0, 0.5),
        ] as [(Double, Double, Double, Double)]
    )
    func `Whatever figures come, they lie somewhere on the axis`(value: Double, low: Double, high: Double, at: Double) {
        #expect(share(of: value, from: low, to: high) == at)
        #expect(sparkline([value, low, high], width: 3).count == 3)
        let bars = IntervalBars([value, low, high], width: 20)
        let row = IndexInterface.UncertainScore(
            country: "KAZ",
            power: "RUS",
            node: "index",
            value: value,
            low: low,
            median: value,
            high: high,
            lowError: 0,
            highError: 0,
            rank: 1,
            rankCounts: [],
            rankLow: 1,
            rankHigh: 1,
            rankStable: true,
            reporters: []
        )
        #expect(bars.bar(row).count == 20)
    }

    @Test func `A sparkline fits its width and shows the last value of each column`() {
        #expect(sparkline([0, 7, 7, 0], width: 2) == "█▁")
        let values: [Double?] = (0..<311).map { Double($0) }
        for width in 1...100 { #expect(sparkline(values, width: width).count == width) }
    }

    @Test func `A document flattens into paths and values`() {
        let leaves = json(#"{"a":1,"b":{"c":null,"d":[true,"x"]}}"#).leaves
        #expect(leaves.map(\.path) == ["a", "b.c", "b.d.0", "b.d.1"])
        #expect(leaves.map(\.value) == [1, nil, true, "x"])
    }
}
