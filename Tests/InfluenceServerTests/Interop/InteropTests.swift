import Foundation
import InfluenceControl
import InfluenceTestKit
import Testing

/// Needs the virtual environment of Scripts/python-venv.sh; `make test` makes it and sets INFLUENCED_VENV. Without it
/// the tests are reported as skipped.
@Suite(.enabled(if: PythonVarlink.python != nil, "INFLUENCED_VENV names no virtual environment with Python's varlink"))
struct `Other implementations` {
    @Test func `Python's certification client passes against our server`() async throws {
        try await TestServer.with([CertificationService().interface()]) { test in
            let outcome = try await PythonVarlink.run([
                "-m", "varlink.tests.test_certification", "--client", "--varlink=unix:\(test.path)",
            ])
            #expect(outcome.output.hasSuffix("Certification passed\n"), "\(outcome.output)\(outcome.errors)")
            #expect(outcome.succeeded)
            #expect(test.events.all == [])
        }
    }

    @Test func `Our client passes the certification against Python's server`() async throws {
        let directory = try temporaryDirectory()
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "c").path
        let arguments = ["-m", "varlink.tests.test_certification", "--varlink=unix:\(path)"]
        try await PythonVarlink.whileRunning(arguments) {
            #expect(try await eventually { (try? VarlinkConnection(path: path)) != nil })
            let end = try await onOwnThread {
                try runCertification(on: VarlinkConnection(path: path, timeout: .seconds(60)))
            }
            #expect(end == ["all_ok": true])
        }
    }

    @Test func `The command line of Python's varlink shows information and descriptions`() async throws {
        try await TestServer.with([CertificationService().interface()]) { test in
            let info = try await PythonVarlink.run(["-m", "varlink.cli", "info", "unix:\(test.path)"])
            #expect(
                info.output == """
                    Vendor: Test
                    Product: influenced
                    Version: 1
                    URL: https://example.org
                    Interfaces:
                       org.varlink.service
                       org.varlink.certification

                    """
            )
            let help = try await PythonVarlink.run([
                "-m", "varlink.cli", "help", "unix:\(test.path)/org.varlink.certification",
            ])
            #expect(help.output == (try testInterface("Interop/org.varlink.certification.varlink")) + "\n")
        }
    }

    @Test func `The command line of Python's varlink calls methods and shows errors`() async throws {
        try await TestServer.with([CertificationService().interface()]) { test in
            let address = "unix:\(test.path)/org.varlink.certification."
            let start = try await PythonVarlink.run(["-m", "varlink.cli", "call", address + "Start"])
            #expect(start.output == "{\n  \"client_id\": \"client-0\"\n}\n")
            let more = try await PythonVarlink.run([
                "-m", "varlink.cli", "call", "-m", address + "Test01", #"{"client_id": "client-0"}"#,
            ])
            // `more` is refused by this method's own rule; its error is typed and complete.
            #expect(more.output == "")
            #expect(more.errors.contains("org.varlink.certification.CertificationError"), "\(more.errors)")
            let missing = try await PythonVarlink.run(["-m", "varlink.cli", "call", address + "Test01"])
            #expect(missing.errors.contains("org.varlink.service.InvalidParameter"), "\(missing.errors)")
            #expect(missing.errors.contains("client_id"), "\(missing.errors)")
            let plain = try await PythonVarlink.run([
                "-m", "varlink.cli", "call", address + "Test10",
                #"{"client_id": "x", "mytype": \#(CertificationService.myType)}"#,
            ])
            #expect(plain.errors.contains("org.varlink.service.ExpectedMore"), "\(plain.errors)")
        }
    }

    @Test func `The command line of Python's varlink follows a stream`() async throws {
        try await TestServer.with([testInterfaceWithStreams()]) { test in
            let outcome = try await PythonVarlink.run([
                "-m", "varlink.cli", "call", "-m", "unix:\(test.path)/org.influenced.test.Count", #"{"to": 3}"#,
            ])
            #expect(outcome.output == (1...3).map { "{\n  \"number\": \($0)\n}\n" }.joined())
        }
    }

    @Test func `Python's asyncvarlink asks and is refused in the protocol's words`() async throws {
        let script = """
            import asyncio, sys
            import asyncvarlink
            from asyncvarlink.serviceinterface import VarlinkServiceInterface, InterfaceNotFound

            async def main(path):
                transport, protocol = await asyncvarlink.connect_unix_varlink(asyncvarlink.VarlinkClientProtocol, path)
                service = protocol.make_proxy(VarlinkServiceInterface)
                info = await service.GetInfo()
                print(info["product"], info["interfaces"])
                try:
                    await service.GetInterfaceDescription(interface="org.example.none")
                except InterfaceNotFound as error:
                    print("refused", error.parameters["interface"])
                transport.close()

            asyncio.run(main(sys.argv[1]))
            """
        try await TestServer.with([CertificationService().interface()]) { test in
            let outcome = try await PythonVarlink.run(["-c", script, test.path])
            #expect(
                outcome.output == """
                    influenced ['org.varlink.service', 'org.varlink.certification']
                    refused org.example.none

                    """,
                "\(outcome.errors)"
            )
        }
    }
}

@Suite struct `Our client and our server` {
    @Test func `pass the certification together`() async throws {
        try await TestServer.with([CertificationService().interface()]) { test in
            let end = try await test.onThread { path in
                try runCertification(on: VarlinkConnection(path: path, timeout: .seconds(60)))
            }
            #expect(end == ["all_ok": true])
        }
    }
}
