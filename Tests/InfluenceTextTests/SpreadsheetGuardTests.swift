import InfluenceText
import Testing

@Suite struct `The apostrophe before a formula` {
    @Test func `is there for what a spreadsheet would compute, and only there`() {
        for text in ["=1+1", "+7", "-2", "@x", "\tx", "'=x", "''-", "\u{FF1D}x"] {
            #expect(SpreadsheetGuard.guarded(text) == "'" + text)
        }
        for text in ["", "a", "'", "''", "'a", " =1", "1=1", "é-"] { #expect(SpreadsheetGuard.guarded(text) == text) }
    }

    @Test func `goes as it came, from any text`() {
        let letters = ["'", "=", "+", "-", "@", "a", " ", "\t", "\u{301}", "\u{FF20}"]
        var texts = [""]
        for _ in 0..<4 { texts += texts.flatMap { text in letters.map { text + $0 } } }
        for text in Set(texts) { #expect(SpreadsheetGuard.bare(SpreadsheetGuard.guarded(text)) == text) }
    }
}
