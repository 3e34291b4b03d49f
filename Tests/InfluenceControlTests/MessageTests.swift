import InfluenceControl
import InfluenceTestKit
import Testing

@Suite struct `A message` {
    private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

    /// Before: a call of a megabyte was sent back whole in the error that refused it.
    @Test func `of an error repeats no long text whole`() {
        let long = String(repeating: "é", count: 500_000)
        let error = VarlinkError(
            "a.E",
            ["x": .string(long), "known": [.string("short"), .string(long)], "y": ["z": .string(long)]]
        )
        let cut = JSONValue.string(String(repeating: "é", count: VarlinkError.longestText - 1) + "…")
        #expect(error.parameters == ["x": cut, "known": ["short", cut], "y": ["z": cut]])
        let whole = JSONValue.string(String(repeating: "é", count: VarlinkError.longestText))
        #expect(VarlinkError("a.E", ["x": whole]).parameters == ["x": whole])
    }

    @Test(
        arguments: [
            (Call("a.B"), #"{"method":"a.B"}"#), (Call("a.B", ["x": 1]), #"{"method":"a.B","parameters":{"x":1}}"#),
            (Call("a.B", mode: .oneway), #"{"method":"a.B","oneway":true}"#),
            (Call("a.B", mode: .more), #"{"method":"a.B","more":true}"#),
            (Call("a.B", ["x": nil], mode: .upgrade), #"{"method":"a.B","parameters":{"x":null},"upgrade":true}"#),
        ]
    )
    func `that is a call is written and read back`(call: Call, text: String) throws {
        #expect(call.message() == bytes(text) + [0])
        #expect(try Call(parsing: bytes(text)) == call)
    }

    @Test(
        arguments: [
            (Reply(nil), "{}"), (Reply(.object([:])), "{}"), (Reply(["x": 1]), #"{"parameters":{"x":1}}"#),
            (Reply(["x": 1], continues: true), #"{"parameters":{"x":1},"continues":true}"#),
            (Reply(VarlinkError("a.E")), #"{"error":"a.E"}"#),
            (
                Reply(.invalidParameter("x")),
                #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"x"}}"#
            ),
            (Reply(.rendered(RenderedJSON(["x": 1]))), #"{"parameters":{"x":1}}"#),
        ]
    )
    func `that is a reply is written without empty parameters and read back`(reply: Reply, text: String) throws {
        #expect(reply.message() == bytes(text) + [0])
        let read = try Reply(parsing: bytes(text))
        #expect(read.error == reply.error)
        #expect(read.continues == reply.continues)
        #expect(read.message() == reply.message())
    }

    @Test func `that is a reply may hold more than we know`() throws {
        let reply = try Reply(parsing: bytes(#"{"parameters":null,"continues":null,"error":null,"later":[]}"#))
        #expect(reply == Reply(.object([:])))
    }

    @Test(
        arguments: [
            ("[]", MessageError.notAnObject),
            (#"{"parameters":1}"#, .wrongType(member: "parameters", expected: "an object")),
            (#"{"continues":1}"#, .wrongType(member: "continues", expected: "true or false")),
            (#"{"error":1}"#, .wrongType(member: "error", expected: "a string")),
            (#"{"error":"a.E","continues":true}"#, .continuingError),
        ]
    )
    func `that is no reply is refused`(text: String, error: MessageError) {
        #expect(throws: error) { try Reply(parsing: bytes(text)) }
    }

    @Test func `of random bytes or damaged calls never traps`() {
        var random = SplitMix(6)
        let call = Call("org.example.Method", ["x": ["y": [1, 2.5, "z\n", nil]]], mode: .more).message().dropLast()
        for _ in 0..<20_000 {
            var bytes = Array(call)
            for _ in 0..<random.integer(1...3) {
                bytes[random.integer(0...(bytes.count - 1))] = UInt8.random(in: 0...255, using: &random)
            }
            _ = try? Call(parsing: bytes)
            _ = try? Reply(parsing: bytes)
        }
    }
}
