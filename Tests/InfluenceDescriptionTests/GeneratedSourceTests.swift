import InfluenceDescription
import Testing

@testable import influenced_generate

@Suite struct `Generated Swift` {
    private let text = """
        # Counts things.
        # In two lines.
        interface org.example.Shelf-count

        # Not about what follows.

        # A thing.
        type Thing (
          # What it is called.
          in: string,
          data_from: ?string, # behind it
          state: (idle, busy_now),
          tags: [string]int,
          parts: []Thing
        )
        method Count(kind: ?(small, large)) -> (count: int)
        error Gone ()
        """

    private func source(_ part: String, besides others: [InterfaceDescription] = []) throws -> String {
        let description = try InterfaceDescription(parsing: text)
        let files = try SwiftInterface(description, from: "x.varlink", besides: others).files()
        return try #require(files.first { $0.name == part }?.text)
    }

    @Test func `carries the text and what is said of it`() throws {
        let whole = try source("ShelfCountInterface.swift")
        #expect(whole.hasPrefix("// Generated from Interfaces/x.varlink by 'make generate'."))
        #expect(whole.contains("/// Counts things.\n/// In two lines.\npackage enum ShelfCountInterface {"))
        #expect(whole.contains(text))
    }

    @Test func `has a type for each type, under the names of Swift`() throws {
        let types = try source("ShelfCountInterface+Types.swift")
        #expect(types.contains("/// A thing.\npackage struct Thing: VarlinkStructure {"))
        #expect(types.contains("/// What it is called.\npackage var `in`: String\npackage var dataFrom: String?\n"))
        #expect(types.contains("package var state: State\npackage var tags: [String: Int64]\n"))
        #expect(types.contains("package var parts: [ShelfCountInterface.Thing]"))
        #expect(types.contains("case dataFrom = \"data_from\""))
        #expect(types.contains("case \"busy_now\": self = .busyNow"))
        #expect(!types.contains("Not about") && !types.contains("behind it"))
    }

    @Test func `has methods with what goes in and comes out, and errors`() throws {
        let methods = try source("ShelfCountInterface+Methods.swift")
        #expect(methods.contains("package enum Count: VarlinkMethod {"))
        #expect(methods.contains("package static let name = \"org.example.Shelf-count.Count\""))
        #expect(methods.contains("package init(kind: Kind? = nil)"))
        let errors = try source("ShelfCountInterface+Errors.swift")
        #expect(errors.contains("package struct Gone: VarlinkFailure {"))
        #expect(errors.contains("case gone(Gone)"))
    }

    @Test func `takes a type that another interface describes just so from there`() throws {
        let one = try InterfaceDescription(parsing: "interface a.One\ntype Pair (x: int, y: ?float)")
        let same = try InterfaceDescription(parsing: "interface a.Two\n# The same.\ntype Pair (x: int, y: ?float)")
        let other = try InterfaceDescription(parsing: "interface a.Two\ntype Pair (x: int, y: float)")
        func types(_ description: InterfaceDescription) throws -> String {
            try SwiftInterface(description, from: "two", besides: [one]).files().last?.text ?? ""
        }
        #expect(try types(same).contains("/// The same.\npackage typealias Pair = OneInterface.Pair\n"))
        #expect(try types(other).contains("package struct Pair"))
    }

    @Test(arguments: [
        ("type A (a_b: int, aB: int)", "A.aB: in Swift a_b has the same name"),
        ("type A (json: int)", "A.json: generated types have this name already"),
        ("type A (field: (x, y))", "A.field: its type needs a name of its own"),
        ("type A (string: (x, y))", "A.string: its type needs a name of its own"),
        ("type A (x: (no_one, noOne))", "A.x: in Swift another value has the name of noOne"),
        ("type A (x: (other, one))", "A.x: in Swift another value has the name of other"),
    ])
    func `refuses names that Swift cannot tell apart`(member: String, problem: String) throws {
        let description = try InterfaceDescription(parsing: "interface a.b\n" + member)
        let error = #expect(throws: UnusableName.self) { try SwiftInterface(description, from: "x").files() }
        #expect(error?.description == problem)
    }
}
