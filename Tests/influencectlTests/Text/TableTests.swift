import InfluenceText
import Testing

@Suite struct TableTests {
    private func table() -> Table {
        var table = Table([.left("name"), .decimal("value"), .right("n"), .prose("source")])
        table.add(["a", "1.25", "7", "a long citation of some source"])
        table.add(["bcdefg", "100", "12", ""])
        table.add(["c", "-", "3", "short"])
        return table
    }

    @Test func `Columns align, decimal points stand under one another, and no line ends in blanks`() {
        #expect(
            table().render(.plain) == """
                name     value   n  source
                a         1.25   7  a long citation of some source
                bcdefg  100     12
                c         -      3  short

                """
        )
    }

    @Test func `Prose gives way where the page is narrow`() {
        let page = Page(width: 38, isColoured: false)
        #expect(table().render(page).split(separator: "\n").map(String.init).allSatisfy { displayWidth($0) <= 38 })
        #expect(table().render(page).contains("a long citation o…"))
    }

    @Test func `Colours do not change the layout`() {
        let coloured = table().render(Page(width: nil, isColoured: true))
        #expect(coloured.contains("\u{1B}[2mname\u{1B}[0m"))
        var stripped = coloured
        for code in ["\u{1B}[2m", "\u{1B}[0m"] {
            stripped = stripped.split(separator: code, omittingEmptySubsequences: false).joined()
        }
        #expect(stripped == table().render(.plain))
    }

    @Test func `A row with too few cells is filled up`() {
        var table = Table([.left("a"), .right("b")])
        table.add(["x"])
        #expect(table.render(.plain) == "a  b\nx\n")
    }
}
