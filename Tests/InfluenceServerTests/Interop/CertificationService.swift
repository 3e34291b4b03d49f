import InfluenceControl
import InfluenceDescription
import InfluenceServer
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// `org.varlink.certification` as the Varlink project defines it: each client has to pass all tests in their order,
/// each time with exactly the values of the reply before.
final class CertificationService: Sendable {
    private let nextMethods = Mutex<[String: String]>([:])

    static let interfaceName = "org.varlink.certification"
    static let order = (1...11).map { $0 < 10 ? "Test0\($0)" : "Test\($0)" } + ["End"]

    static let myType: JSONValue = [
        "object": ["method": "org.varlink.certification.Test09", "parameters": ["map": ["foo": "Foo", "bar": "Bar"]]],
        "enum": "two",
        "struct": ["first": 1, "second": "2"],
        "array": ["one", "two", "three"],
        "dictionary": ["foo": "Foo", "bar": "Bar"],
        "stringset": ["one": [:], "two": [:], "three": [:]],
        "nullable": nil,
        "nullable_array_struct": nil,
        "interface": [
            "foo": [nil, ["foo": "foo", "bar": "bar"], nil, ["one": "foo", "two": "bar"]],
            "anon": ["foo": true, "bar": false],
        ],
    ]
    private static let many: JSONObject = [
        "bool": false, "int": 2, "float": .number(Double.pi), "string": "a lot of string",
    ]

    /// What each test has to be called with, and what it replies.
    private static let tests: [String: (wants: JSONObject, reply: JSONValue)] = [
        "Test01": ([:], ["bool": true]),
        "Test02": (["bool": true], ["int": 1]),
        "Test03": (["int": 1], ["float": 1.0]),
        "Test04": (["float": 1.0], ["string": "ping"]),
        "Test05": (["string": "ping"], .object(many)),
        "Test06": (many, ["struct": .object(many)]),
        "Test07": (["struct": .object(many)], ["map": ["foo": "Foo", "bar": "Bar"]]),
        "Test08": (["map": ["foo": "Foo", "bar": "Bar"]], ["set": ["one": [:], "two": [:], "three": [:]]]),
        "Test09": (["set": ["one": [:], "two": [:], "three": [:]]], ["mytype": myType]),
        "Test11": (["last_more_replies": .array((1...10).map { .string("Reply number \($0)") })], [:]),
        "End": ([:], ["all_ok": true]),
    ]

    func interface() throws -> VarlinkInterface {
        var methods: [String: MethodHandler] = [
            "Start": .immediate { [self] _ in ["client_id": .string(begin())] },
            "Test10": .streaming(.watch) { [self] request, replies in
                try advance(request, "Test10", wants: ["mytype": Self.myType], mode: .more)
                for number in 1..<10 { try await replies.send(["string": .string("Reply number \(number)")]) }
                return ["string": "Reply number 10"]
            },
        ]
        for (name, test) in Self.tests {
            // Both kinds of handlers have their share.
            let body: @Sendable (Request) throws -> JSONValue = { [self] request in
                try advance(request, name, wants: test.wants, mode: name == "Test11" ? .oneway : .plain)
                return test.reply
            }
            methods[name] = name < "Test06" ? .immediate(body) : .reader(.cheap, body)
        }
        return try VarlinkInterface(
            InterfaceDescription(parsing: try testInterface("Interop/org.varlink.certification.varlink")),
            methods: methods,
            failure: { VarlinkError("org.varlink.certification.Failure", ["text": .string(String(describing: $0))]) }
        )
    }

    private func begin() -> String {
        nextMethods.withLock { methods in
            let client = "client-\(methods.count)"
            methods[client] = Self.order[0]
            return client
        }
    }

    /// Checks the call and that it is this client's turn.
    private func advance(_ request: Request, _ name: String, wants: JSONObject, mode: CallMode) throws {
        let client = request.parameters["client_id"]?.stringValue ?? ""
        guard let expected = nextMethods.withLock({ $0[client] }) else {
            throw VarlinkError("org.varlink.certification.ClientIdError")
        }
        var parameters = wants
        parameters["client_id"] = .string(client)
        let got = request.call.parameters.withoutNulls
        guard expected == name, request.call.mode == mode, got == parameters.withoutNulls else {
            nextMethods.withLock { $0[client] = nil }
            throw VarlinkError(
                "org.varlink.certification.CertificationError",
                [
                    "wants": [
                        "method": .string("\(Self.interfaceName).\(expected)"), "parameters": .object(parameters),
                    ],
                    "got": ["method": .string(request.call.method), "parameters": .object(request.call.parameters)],
                ]
            )
        }
        let position = Self.order.firstIndex(of: name) ?? 0
        nextMethods.withLock { $0[client] = position + 1 < Self.order.count ? Self.order[position + 1] : nil }
    }
}

extension JSONObject {
    /// Null and absent are the same, at every depth; so are `1` and `1.0`.
    var withoutNulls: JSONObject {
        JSONObject(
            members.compactMap { member in
                member.value.isNull ? nil : Member(name: member.name, value: member.value.normalised)
            }
        )
    }
}

extension JSONValue {
    var normalised: JSONValue {
        switch self {
        case .object(let object): .object(object.withoutNulls)
        case .array(let elements): .array(elements.map(\.normalised))
        case .integer(let value): .number(Double(value))
        default: self
        }
    }
}

/// The certification from the client's side: each reply is what the next call sends.
func runCertification(on connection: VarlinkConnection) throws -> JSONObject {
    let prefix = CertificationService.interfaceName + "."
    let start = try connection.call(prefix + "Start")
    let client = start["client_id"] ?? .null
    func call(_ name: String, _ parameters: JSONObject) throws -> JSONObject {
        var parameters = parameters
        parameters["client_id"] = client
        return try connection.call(prefix + name, parameters)
    }
    var last: JSONObject = [:]
    for number in 1...9 { last = try call("Test0\(number)", last) }
    last["client_id"] = client
    var replies = try connection.stream(prefix + "Test10", last)
    var texts: [JSONValue] = []
    while let reply = try replies.next() { texts.append(reply["string"] ?? .null) }
    try connection.send(prefix + "Test11", ["client_id": client, "last_more_replies": .array(texts)])
    return try call("End", [:])
}
