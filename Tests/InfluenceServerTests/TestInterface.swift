import InfluenceControl
import InfluenceDescription
import InfluenceServer
import Synchronization

#if canImport(Glibc)
    import Glibc
#endif

/// An interface with a method for each thing a handler can do.
let testInterfaceText = """
    interface org.influenced.test

    type Range (from: int, to: ?int)

    # Replies with the parameter.
    method Echo(text: string) -> (text: string)
    # The same on a reader.
    method EchoSlowly(text: string) -> (text: string)
    method Typed(range: ?Range, kinds: ?[](low, high), names: ?[string]float, extra: ?object) -> ()
    method Size(bytes: int) -> (text: string)
    # Counts to a number, one reply each; without `more` only the last.
    method Count(to: int) -> (number: int)
    # Goes on for ever.
    method Watch(size: ?int) -> (number: int, text: ?string)
    method Fail(text: string) -> ()
    method Wrong() -> (number: int)
    method Unfinished() -> ()
    method WhoAmI() -> (user: int, group: int, process: int, groups: []int)
    # Waits until the test opens the gate.
    method Block() -> ()
    # Keeps a reader until the test opens the gate, or the client has gone.
    method Work(text: ?string) -> ()
    # The same, but only one at a time.
    method WorkLong(narrow: ?string, text: ?string) -> ()
    # Sends a large reply for each number, on and on.
    method Pages(size: int) -> (number: int, text: ?string)

    error Broken (reason: string)
    error Failure (text: string)
    """

struct HandlerFault: Error {}

/// What the handlers have seen.
final class TestProbe: Sendable {
    let watchesBegun = Atomic<Int>(0)
    let watchesEnded = Atomic<Int>(0)
    let repliesSent = Atomic<Int>(0)
    let gateIsOpen = Atomic<Bool>(false)
    let blocked = Atomic<Int>(0)
    let worksBegun = Atomic<Int>(0)
    let worksEnded = Atomic<Int>(0)
    let echoed = Mutex<[String]>([])
}

func testInterfaceWithStreams(
    _ probe: TestProbe = TestProbe(),
    isAllowed: @escaping @Sendable (Peer) -> Bool = { _ in true }
) throws -> VarlinkInterface {
    let echo: @Sendable (Request) throws -> JSONValue = { request in
        let text = request.parameters["text"]?.stringValue ?? ""
        probe.echoed.withLock { $0.append(text) }
        return ["text": .string(text)]
    }
    let work: @Sendable (Request) throws -> JSONValue = { _ in
        probe.worksBegun.add(1, ordering: .relaxed)
        defer { probe.worksEnded.add(1, ordering: .relaxed) }
        // A method that never awaits, and looks now and then whether it is still wanted.
        while !probe.gateIsOpen.load(ordering: .relaxed) {
            try Task.checkCancellation()
            usleep(500)
        }
        return [:]
    }
    return try VarlinkInterface(
        InterfaceDescription(parsing: testInterfaceText),
        methods: [
            "Echo": .immediate(echo),
            "EchoSlowly": .reader(.cheap, echo),
            "Typed": .immediate { _ in [:] },
            "Size": .immediate { request in
                let size = Int(request.parameters["bytes"]?.integerValue ?? 0)
                return ["text": .string(String(repeating: "x", count: size))]
            },
            "Count": .streaming { request, replies in
                let last = request.parameters["to"]?.integerValue ?? 1
                if replies.isWanted {
                    for number in 1..<max(1, last) { try await replies.send(["number": .integer(number)]) }
                }
                return ["number": .integer(last)]
            },
            "Watch": .streaming(.watch) { request, replies in
                probe.watchesBegun.add(1, ordering: .relaxed)
                defer { probe.watchesEnded.add(1, ordering: .relaxed) }
                let size = Int(request.parameters["size"]?.integerValue ?? 0)
                let text = String(repeating: "y", count: size)
                var number: Int64 = 0
                while !Task.isCancelled {
                    number += 1
                    try await replies.send(["number": .integer(number), "text": .string(text)])
                    probe.repliesSent.add(1, ordering: .relaxed)
                    if size == 0 { try await Task.sleep(for: .milliseconds(1)) }
                }
                return ["number": .integer(number)]
            },
            "Fail": .reader { request in
                if request.parameters["text"] == "typed" {
                    throw VarlinkError("org.influenced.test.Broken", ["reason": "as told"])
                }
                if request.parameters["text"] == "undescribed" { throw VarlinkError("org.influenced.test.Nonsense") }
                throw HandlerFault()
            },
            "Wrong": .immediate { _ in ["number": "one"] },
            "WhoAmI": .immediate { request in
                let peer = request.peer
                return [
                    "user": .integer(Int64(peer.user)),
                    "group": .integer(Int64(peer.group)),
                    "process": .integer(Int64(peer.process)),
                    "groups": .array(peer.groups.map { .integer(Int64($0)) }),
                ]
            },
            "Work": .reader(.cheap, work),
            "WorkLong": .reader(.costlyWithout(["narrow"]), work),
            "Pages": .streaming { request, replies in
                let text = String(repeating: "z", count: Int(request.parameters["size"]?.integerValue ?? 0))
                var number: Int64 = 0
                while number < 1_000 {
                    number += 1
                    try await replies.send(["number": .integer(number), "text": .string(text)])
                    probe.repliesSent.add(1, ordering: .relaxed)
                }
                return ["number": .integer(number)]
            },
            "Block": .streaming { _, _ in
                probe.blocked.add(1, ordering: .relaxed)
                while !probe.gateIsOpen.load(ordering: .relaxed) { try await Task.sleep(for: .milliseconds(1)) }
                return [:]
            },
        ],
        isAllowed: isAllowed,
        failure: { VarlinkError("org.influenced.test.Failure", ["text": .string(String(describing: $0))]) }
    )
}
