import Testing

/// The looks at pages: what they take for the same, and what not.
@Suite struct ConsoleTests {
    private static let page = Markdown(
        "page.md",
        text: """
            # A page: `of` two words

            ```console
            $ one \\
                --more
            1

            $ two
            ```

            <!-- not run: needs a mainframe -->
            ```console
            $ three
            ```

            ## A page: of two words
            See [there](other.md#x), and `[not](there.md)`.
            """
    )

    @Test func `Commands and their outputs are taken apart`() throws {
        let console = try #require(Console(Self.page.fences[0], of: Self.page))
        #expect(console.steps.map(\.command) == ["one \\\n    --more", "two"])
        #expect(console.steps.map { Self.page.lines[$0.output].joined() } == ["1", ""])
        #expect(console.steps.map(\.line) == [3, 7])
        #expect(Self.page.fences[1].reasonNotRun == "needs a mainframe")
        #expect(Self.page.anchors == ["a-page-of-two-words", "a-page-of-two-words-1"])
        #expect(Self.page.links.map(\.target) == ["other.md#x"])
    }

    @Test(arguments: [
        ("model  central-asia c80d6e453751", "model  central-asia 0123456789ab"),
        ("17.6 MiB, 44.1 GiB free", "17.7 MiB, 9.0 GiB free"), ("a  b", "a     b"),
        ("/tmp/x/etc/influenced/a", "/etc/influenced/a"),
        ("by  nobody", "by  root"), ("delivered in 0.02 s", "delivered in 1.50 s"), ("the end  ", "the end"),
    ]) func `What a machine or a moment decides is the same`(one: String, other: String) {
        #expect(Printed(one, root: "/tmp/x", user: "nobody") == Printed(other, root: "/tmp/x", user: "nobody"))
    }

    @Test(arguments: [
        ("65.3  19.6*", "65.4  19.6*"), ("30055389612", "30055389613"), ("4.361e-6", "4.362e-6"),
        ("22250738585072014e-308", "22250738585072015e-308"), ("2026-11-28T12:00:00Z", "2026-11-28T12:00:01Z"),
        ("27786 observations", "27787 observations"), ("in 59 min", "in 58 min"), ("a b", "ab"), ("x", ""),
    ]) func `One digit of a result is something else`(one: String, other: String) {
        #expect(Printed(one) != Printed(other))
    }

    @Test func `A difference shows what was written, what was found, and what stands before`() {
        let text = Printed("a\nb\nc\nX\ne").difference(from: Printed("a\nb\nc\nd\ne"))
        #expect(text == "  b\n  c\n- d\n+ X")
        #expect(Printed("a\na").difference(from: Printed("a")) == "  a\n+ a")
        #expect(Printed("").difference(from: Printed("a")) == "- a")
    }
}
