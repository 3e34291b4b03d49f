import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Python's Varlink clients, which nobody here has written, on the real daemon.
@Suite(.enabled(if: Python.varlink != nil, "INFLUENCED_VENV names no virtual environment with Python's varlink"))
struct PythonClientTests {
    private let installation: Installation
    private let process: ChildProcess

    init() async throws {
        installation = try Installation()
        process = try await installation.startAndRun()
    }

    @Test func `varlink shows the service and both interfaces, and calls methods`() async throws {
        let info = try await varlink("info", "")
        #expect(info.succeeded, "\(info)")
        for name in ["org.varlink.service", "org.influenced.Index", "org.influenced.Admin"] {
            #expect(info.output.contains(name), "\(info)")
            // It parses the description before it prints it.
            let help = try await varlink("help", "/" + name)
            #expect(help.succeeded && help.output.contains("interface \(name)"), "\(help)")
        }
        let status = try await varlink("call", "/org.influenced.Index.GetStatus")
        #expect(status.output.contains(#""model": "small""#), "\(status)")
        let scores = try await varlink("call", "/org.influenced.Index.GetScores", #"{"country": "KAZ"}"#)
        #expect(scores.output.contains(#""power": "CHN""#), "\(scores)")
        #expect(!scores.output.contains("UZB"))
        let history = try await varlink(
            "call",
            "-m",
            "/org.influenced.Index.GetHistory",
            #"{"country": "KAZ", "power": "CHN"}"#
        )
        #expect(history.output.contains(#""period": "2020""#), "\(history)")
        let recomputed = try await varlink("call", "/org.influenced.Admin.Recompute")
        #expect(recomputed.output.contains(#""heartbeat": true"#), "\(recomputed)")
        let refused = try await varlink("call", "/org.influenced.Index.GetScores", #"{"country": "XXX"}"#)
        #expect(refused.errors.contains("org.influenced.Index.UnknownCountry"), "\(refused)")
        try await stop(process)
    }

    @Test func `varlink asks what would be`() async throws {
        let assumed = try await varlink(
            "call",
            "/org.influenced.Index.WhatIf",
            #"{"country": "KAZ", "power": "CHN", "node": "index", "weights": [{"node": "loans", "weight": 3}]}"#
        )
        // (3 x 20 + 3 x 60) / 6 in place of (3 x 20 + 60) / 4.
        #expect(assumed.output.contains(#""hypothetical": true"#), "\(assumed)")
        #expect(assumed.output.contains(#""hypothetical_value": 40"#), "\(assumed)")
        #expect(assumed.output.contains(#""base_value": 30"#), "\(assumed)")
        try await stop(process)
    }

    @Test func `varlink follows a stream`() async throws {
        let watch = try ChildProcess(command("call", "-m", "/org.influenced.Index.Watch"), environment: Self.unbuffered)
        try await eventually("the state") { watch.output.contains(#""kind": "state""#) }
        #expect(try await installation.ctl("recompute").succeeded)
        try await eventually("the heartbeat") { watch.output.contains(#""kind": "heartbeat""#) }
        // It leaves in the middle of the call.
        watch.send(SIGKILL)
        _ = try await watch.finish()
        #expect(try installation.status()["healthy"]?.boolValue == true)
        try await stop(process)
    }

    @Test func `asyncvarlink asks and is refused in the protocol's words`() async throws {
        let script = """
            import asyncio, sys
            import asyncvarlink
            from asyncvarlink.serviceinterface import VarlinkServiceInterface, InterfaceNotFound

            async def main(path):
                transport, protocol = await asyncvarlink.connect_unix_varlink(asyncvarlink.VarlinkClientProtocol, path)
                service = protocol.make_proxy(VarlinkServiceInterface)
                info = await service.GetInfo()
                print(info["product"], sorted(info["interfaces"]))
                try:
                    await service.GetInterfaceDescription(interface="org.example.none")
                except InterfaceNotFound as error:
                    print("refused", error.parameters["interface"])
                transport.close()

            asyncio.run(main(sys.argv[1]))
            """
        let outcome = try await ChildProcess.run([Python.varlink ?? "", "-c", script, installation.socket])
        #expect(
            outcome.output == """
                influenced ['org.influenced.Admin', 'org.influenced.Index', 'org.varlink.service']
                refused org.example.none

                """,
            "\(outcome.errors)"
        )
        try await stop(process)
    }

    private static let unbuffered = ["PYTHONUNBUFFERED": "1"]

    /// A command line of `python3 -m varlink.cli`; the argument that begins with a slash is below the socket.
    private func command(_ arguments: String...) -> [String] { command(arguments) }

    private func command(_ arguments: [String]) -> [String] {
        [Python.varlink ?? "", "-m", "varlink.cli"]
            + arguments.map { $0.isEmpty || $0.hasPrefix("/") ? "unix:\(installation.socket)\($0)" : $0 }
    }

    private func varlink(_ arguments: String...) async throws -> Finished {
        try await ChildProcess.run(command(arguments))
    }
}
