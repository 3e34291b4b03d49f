import InfluenceControl
import InfluenceDescription
import InfluenceServer
import Testing

/// A method that no interface of the daemon has: its types, and a row. Nothing else knows which methods there are.
private enum Shelve: VarlinkMethod {
    static let name = "org.example.extra.Shelve"
    typealias Input = IndexInterface.File
    typealias Output = IndexInterface.MeasureDefinition
}

@Suite struct `A row of the table of methods` {
    private static let text = """
        interface org.example.extra
        method Shelve(name: string, text: string) -> (measure: string, definition: string)
        """

    private func interface(_ rows: [MethodRow]) throws -> VarlinkInterface {
        try VarlinkInterface(
            InterfaceDescription(parsing: Self.text),
            rows: rows,
            failure: { _ in .permissionDenied }
        )
    }

    private static let kinds: [(String, MethodRow)] = [
        ("immediate", .immediate(Shelve.self) { input, _ in .init(measure: input.name, definition: input.text) }),
        ("reader", .reader(Shelve.self) { input, _ in .init(measure: input.name, definition: input.text) }),
        (
            "reader, costly where nothing is named",
            .reader(Shelve.self, .costly(without: Shelve.Input.Field.name)) { input, _ in
                .init(measure: input.name, definition: input.text)
            }
        ),
        (
            "streaming",
            .streaming(Shelve.self) { input, _, replies in
                if replies.isWanted { try await replies.send(.init(measure: "first", definition: "")) }
                return .init(measure: input.name, definition: input.text)
            }
        ),
        ("constant", .constant(Shelve.self, .init(measure: "a", definition: "b"))),
    ]

    @Test(arguments: kinds.indices)
    func `is all that a method needs to be answered`(place: Int) async throws {
        let reply = try await TestServer.with([interface([Self.kinds[place].1])]) { test in
            try await test.onThread { path in
                try VarlinkConnection(path: path).call(Shelve.name, Shelve.Input(name: "a", text: "b").parameters)
            }
        }
        #expect(try Shelve.Output(json: .object(reply)) == .init(measure: "a", definition: "b"))
    }

    @Test func `sends pages of its own type`() async throws {
        let replies = try await TestServer.with([interface([Self.kinds[3].1])]) { test in
            try await test.onThread { path in
                var replies = try VarlinkConnection(path: path)
                    .stream(Shelve.name, Shelve.Input(name: "a", text: "b").parameters)
                var found: [String] = []
                while let reply = try replies.next() { found.append(try Shelve.Output(json: .object(reply)).measure) }
                return found
            }
        }
        #expect(replies == ["first", "a"])
    }

    @Test func `of another interface, or of a method that is not described, is refused`() {
        let stranger = MethodRow.immediate(IndexInterface.GetStatus.self) { _, _ in throw VarlinkError.permissionDenied
        }
        #expect(throws: VarlinkInterface.UndescribedMethod.self) { try interface([stranger]) }
        #expect(throws: VarlinkInterface.UndescribedMethod.self) {
            try VarlinkInterface(
                InterfaceDescription(parsing: "interface org.example.extra\nmethod Other() -> ()"),
                rows: [Self.kinds[0].1],
                failure: { _ in .permissionDenied }
            )
        }
    }
}
