import InfluenceControl
import InfluenceServer
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// The rules of the protocol, one by one, over a real socket.
@Suite struct `A Varlink server` {
    private static let getInfo = #"{"method":"org.varlink.service.GetInfo"}"#
    private static let info =
        #"{"parameters":{"vendor":"Test","product":"influenced","version":"1","url":"https://example.org","#
        + #""interfaces":["org.varlink.service","org.influenced.test"]}}"#

    /// Sends messages over one connection and gives all that comes back until the server closes it.
    private func answers(
        to messages: [String],
        probe: TestProbe = TestProbe(),
        isAllowed: @escaping @Sendable (Peer) -> Bool = { _ in true }
    ) async throws -> (replies: [String], events: [ServerEvent]) {
        try await TestServer.with([testInterfaceWithStreams(probe, isAllowed: isAllowed)]) { test in
            let replies = try await test.onThread { path in
                let client = try RawClient(path)
                try client.write(framed(messages))
                client.endWriting()
                return try client.readAll()
            }
            return (replies, test.events.all)
        }
    }

    @Test func `describes itself`() async throws {
        let (replies, events) = try await answers(to: [Self.getInfo])
        #expect(replies == [Self.info])
        #expect(events == [])
    }

    @Test func `shows the text of its interfaces as it was written`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let text = try await test.onThread { path in
                try VarlinkConnection(path: path)
                    .call("org.varlink.service.GetInterfaceDescription", ["interface": "org.influenced.test"])
            }
            #expect(text == ["description": .string(testInterfaceText)])
        }
    }

    @Test(arguments: ["", #","parameters":null"#, #","parameters":{}"#, #","more":false,"oneway":false"#])
    func `treats absent, null and empty parameters alike`(rest: String) async throws {
        let (replies, _) = try await answers(to: [#"{"method":"org.varlink.service.GetInfo"\#(rest)}"#])
        #expect(replies == [Self.info])
    }

    @Test func `takes messages however reads split and join them`() async throws {
        let calls = (0..<3).map { #"{"method":"org.influenced.test.Echo","parameters":{"text":"№ \#($0)"}}"# }
        let bytes = framed(calls)
        let expected = (0..<3).map { #"{"parameters":{"text":"№ \#($0)"}}"# }
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let replies = try await test.onThread { path in
                try (1..<bytes.count).map { position in
                    let client = try RawClient(path)
                    try client.write(Array(bytes[..<position]))
                    try client.write(Array(bytes[position...]))
                    client.endWriting()
                    return try client.readAll()
                }
            }
            #expect(replies.allSatisfy { $0 == expected })
        }
    }

    @Test func `keeps the order of pipelined calls, whatever runs them`() async throws {
        let names = ["Echo", "EchoSlowly", "Echo", "EchoSlowly", "EchoSlowly", "Echo"]
        let calls = names.enumerated().map {
            #"{"method":"org.influenced.test.\#($1)","parameters":{"text":"\#($0)"}}"#
        }
        let (replies, _) = try await answers(to: calls)
        #expect(replies == names.indices.map { #"{"parameters":{"text":"\#($0)"}}"# })
    }

    @Test func `says nothing to a oneway call, not even an error`() async throws {
        let probe = TestProbe()
        let oneway = { (method: String, parameters: String) in
            #"{"method":"\#(method)","oneway":true,"parameters":\#(parameters)}"#
        }
        let (replies, events) = try await answers(
            to: [
                oneway("org.influenced.test.Echo", #"{"text":"a"}"#),
                oneway("org.influenced.test.EchoSlowly", #"{"text":"b"}"#),
                oneway("org.influenced.test.Count", #"{"to":3}"#),
                oneway("org.influenced.test.Watch", "{}"),
                oneway("org.influenced.test.Fail", #"{"text":"typed"}"#),
                oneway("org.influenced.test.Nothing", "{}"),
                oneway("org.example.Nothing", "{}"),
                oneway("org.influenced.test.Echo", #"{"wrong":1}"#),
                oneway("org.influenced.test.Unfinished", "{}"),
                Self.getInfo,
            ],
            probe: probe
        )
        #expect(replies == [Self.info])
        #expect(probe.echoed.withLock { $0 } == ["a", "b"])
        #expect(events == [])
    }

    @Test(
        arguments: [
            ("{", "invalid JSON at byte 1: the document ends too early"),
            ("", "invalid JSON at byte 0: the document ends too early"),
            ("5", "a message has to be a JSON object"),
            (#"{"method":"a.B"} x"#, "invalid JSON at byte 17: something follows the document"),
            (
                #"{"method":"a.B","method":"a.B"}"#,
                #"invalid JSON at byte 16: the name "method" occurs twice in one object"#
            ),
            (#"{"method":"a.B","parameters":{"a":1e999}}"#, "invalid JSON at byte 34: the number is too large"),
            (#"{"parameters":{}}"#, #"a call needs a "method""#),
            (#"{"method":null}"#, #""method" has to be a string"#),
            (#"{"method":7}"#, #""method" has to be a string"#),
            (#"{"method":"a.B","extra":1}"#, #"unknown member "extra" beside "parameters""#),
            (#"{"method":"a.B","org.example":1}"#, #"unknown member "org.example" beside "parameters""#),
            (#"{"method":"a.B","more":"true"}"#, #""more" has to be true or false"#),
            (#"{"method":"a.B","more":null}"#, #""more" has to be true or false"#),
            (#"{"method":"a.B","oneway":1}"#, #""oneway" has to be true or false"#),
            (#"{"method":"a.B","upgrade":{}}"#, #""upgrade" has to be true or false"#),
            (#"{"method":"a.B","more":true,"oneway":true}"#, #""more" and "oneway" exclude each other"#),
            (#"{"method":"a.B","upgrade":true,"more":true}"#, #""upgrade" and "more" exclude each other"#),
            (#"{"method":"a.B","parameters":[]}"#, #""parameters" has to be an object"#),
        ]
    )
    func `closes the connection on what is no call, after answering the calls before it`(
        message: String,
        problem: String
    ) async throws {
        let (replies, events) = try await answers(to: [Self.getInfo, message, Self.getInfo])
        #expect(replies == [Self.info])
        #expect(events.count == 1)
        #expect(events.first?.description.contains(problem) == true, "\(events)")
    }

    @Test func `ignores the extensions of vendors`() async throws {
        let (replies, _) = try await answers(to: [
            #"{"method":"org.varlink.service.GetInfo","org.example":{"trace":1}}"#
        ])
        #expect(replies == [Self.info])
    }

    @Test(
        arguments: [
            ("org.influenced.test.Nothing", "MethodNotFound", #"{"method":"org.influenced.test.Nothing"}"#),
            ("org.influenced.test.", "MethodNotFound", #"{"method":"org.influenced.test."}"#),
            ("org.influenced.test.Unfinished", "MethodNotImplemented", #"{"method":"org.influenced.test.Unfinished"}"#),
            ("org.example.Nothing", "InterfaceNotFound", #"{"interface":"org.example"}"#),
            ("Nothing", "InterfaceNotFound", #"{"interface":"Nothing"}"#),
            ("", "InterfaceNotFound", #"{"interface":""}"#),
        ]
    )
    func `names what it does not have`(method: String, error: String, parameters: String) async throws {
        let (replies, _) = try await answers(to: [#"{"method":"\#(method)"}"#, Self.getInfo])
        #expect(replies == [#"{"error":"org.varlink.service.\#(error)","parameters":\#(parameters)}"#, Self.info])
    }

    @Test func `refuses to hand the connection over to another protocol`() async throws {
        let (replies, _) = try await answers(to: [
            #"{"method":"org.varlink.service.GetInfo","upgrade":true}"#, Self.getInfo,
        ])
        #expect(
            replies == [
                #"{"error":"org.varlink.service.MethodNotImplemented","#
                    + #""parameters":{"method":"org.varlink.service.GetInfo"}}"#,
                Self.info,
            ]
        )
    }

    @Test(
        arguments: [
            ("Echo", #"{}"#, "text"),
            ("Echo", #"{"text":null}"#, "text"),
            ("Echo", #"{"text":1}"#, "text"),
            ("Echo", #"{"text":"a","more":1}"#, "more"),
            ("Count", #"{"to":1.5}"#, "to"),
            ("Count", #"{"to":1.0}"#, "to"),
            ("Count", #"{"to":"1"}"#, "to"),
            ("Count", #"{"to":9223372036854775808}"#, "to"),
            ("Typed", #"{"range":{"to":1}}"#, "range.from"),
            ("Typed", #"{"range":{"from":1,"till":1}}"#, "range.till"),
            ("Typed", #"{"range":5}"#, "range"),
            ("Typed", #"{"kinds":["low","middle"]}"#, "kinds[1]"),
            ("Typed", #"{"names":{"a":1,"b":null}}"#, "names.b"),
            ("Typed", #"{"extra":[]}"#, "extra"),
        ]
    )
    func `names the parameter that is wrong`(method: String, parameters: String, wrong: String) async throws {
        let (replies, events) = try await answers(to: [
            #"{"method":"org.influenced.test.\#(method)","parameters":\#(parameters)}"#, Self.getInfo,
        ])
        #expect(
            replies == [
                #"{"error":"org.varlink.service.InvalidParameter","parameters":{"parameter":"\#(wrong)"}}"#, Self.info,
            ]
        )
        #expect(events == [])
    }

    @Test(
        arguments: [
            #"{}"#, #"{"range":null,"kinds":null,"names":null,"extra":null}"#, #"{"range":{"from":1}}"#,
            #"{"range":{"from":-9223372036854775808,"to":null},"kinds":["low","high"],"names":{"a":1,"b":2.5e3}}"#,
            #"{"kinds":[],"names":{},"extra":{"any":[1,"thing",null]}}"#,
        ]
    )
    func `takes parameters of the right types, and answers without parameters where there are none`(
        parameters: String
    ) async throws {
        let (replies, _) = try await answers(to: [
            #"{"method":"org.influenced.test.Typed","parameters":\#(parameters)}"#
        ])
        #expect(replies == ["{}"])
    }

    @Test func `answers a call without more to a watching method with ExpectedMore`() async throws {
        let (replies, _) = try await answers(to: [#"{"method":"org.influenced.test.Watch"}"#])
        #expect(replies == [#"{"error":"org.varlink.service.ExpectedMore"}"#])
    }

    @Test func `continues only in answer to more, and never in the last reply`() async throws {
        let call = { (more: Bool) in
            #"{"method":"org.influenced.test.Count","parameters":{"to":3},"more":\#(more)}"#
        }
        let (replies, _) = try await answers(to: [call(true), call(false)])
        #expect(
            replies == [
                #"{"parameters":{"number":1},"continues":true}"#, #"{"parameters":{"number":2},"continues":true}"#,
                #"{"parameters":{"number":3}}"#, #"{"parameters":{"number":3}}"#,
            ]
        )
    }

    @Test func `answers more for a method with one reply as if it were not there`() async throws {
        let (replies, _) = try await answers(to: [
            #"{"method":"org.influenced.test.EchoSlowly","parameters":{"text":"a"},"more":true}"#
        ])
        #expect(replies == [#"{"parameters":{"text":"a"}}"#])
    }

    @Test func `gives typed errors as they are and turns others into the interface's failure`() async throws {
        let (replies, events) = try await answers(
            to: ["typed", "other", "undescribed"].map {
                #"{"method":"org.influenced.test.Fail","parameters":{"text":"\#($0)"}}"#
            } + [#"{"method":"org.influenced.test.Wrong"}"#]
        )
        #expect(
            replies == [
                #"{"error":"org.influenced.test.Broken","parameters":{"reason":"as told"}}"#,
                #"{"error":"org.influenced.test.Failure","parameters":{"text":"HandlerFault()"}}"#,
                #"{"error":"org.influenced.test.Failure","#
                    + #""parameters":{"text":"org.influenced.test.Nonsense: the interface describes no such error"}}"#,
                #"{"error":"org.influenced.test.Failure","parameters":{"text":"number: expected int"}}"#,
            ]
        )
        #expect(events.count == 5, "\(events)")
    }

    @Test func `denies those who are not allowed, and shows them the descriptions all the same`() async throws {
        let (replies, _) = try await answers(
            to: [
                #"{"method":"org.influenced.test.Echo","parameters":{"text":"a"}}"#,
                #"{"method":"org.influenced.test.Nothing"}"#, Self.getInfo,
            ],
            isAllowed: { !$0.isMember(ofGroup: getegid()) }
        )
        let denied = #"{"error":"org.varlink.service.PermissionDenied"}"#
        #expect(replies == [denied, denied, Self.info])
    }

    @Test func `knows the peer's user, group, process and supplementary groups from the kernel`() async throws {
        let (replies, _) = try await answers(to: [#"{"method":"org.influenced.test.WhoAmI"}"#])
        var groups = [gid_t](repeating: 0, count: 1_024)
        let count = getgroups(1_024, &groups)
        let reply = try Reply(parsing: Array(try #require(replies.first).utf8)).parameters.objectValue
        #expect(reply?["user"] == .integer(Int64(geteuid())))
        #expect(reply?["group"] == .integer(Int64(getegid())))
        #expect(reply?["process"] == .integer(Int64(getpid())))
        let seen = Set(reply?["groups"]?.arrayValue?.compactMap(\.integerValue) ?? [])
        #expect(seen == Set(groups.prefix(Int(count)).map(Int64.init)))
    }

    @Test func `answers a client that has stopped writing and still reads`() async throws {
        let (replies, _) = try await answers(to: [
            #"{"method":"org.influenced.test.EchoSlowly","parameters":{"text":"a"}}"#, Self.getInfo,
        ])
        #expect(replies == [#"{"parameters":{"text":"a"}}"#, Self.info])
    }
}
