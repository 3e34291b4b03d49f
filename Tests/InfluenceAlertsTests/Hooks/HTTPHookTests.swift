import Glibc
import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

private let hasPeers = access("/usr/bin/curl", X_OK) == 0 && access("/usr/bin/python3", X_OK) == 0

@Suite(.enabled(if: hasPeers, "curl and python3 are not installed in /usr/bin")) struct HTTPHookTests {
    private static let server = #"""
        import json, socketserver, sys, time
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        class H(BaseHTTPRequestHandler):
            def log_message(self, *a): pass
            def do_GET(self): self.answer(418, b"GET")
            def answer(self, status, body, length=None):
                self.send_response(status)
                if status == 301: self.send_header("Location", "/ok")
                self.send_header("Content-Length", str(len(body) if length is None else length))
                self.end_headers(); self.wfile.write(body); self.wfile.flush()
            def do_POST(self):
                if self.path == "/closed": self.connection.close(); self.close_connection = True; return
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.path == "/hang": time.sleep(600)
                elif self.path == "/half": self.answer(503, b"half", 100); self.close_connection = True
                elif self.path == "/taken": self.answer(202, b"half", 100); self.close_connection = True
                elif self.path == "/endless": self.answer(200, b"half", 100); time.sleep(600)
                elif self.path == "/big": self.answer(200, b"y" * 5000000)
                elif self.path[1:].isdigit(): self.answer(int(self.path[1:]), b"no")
                elif self.path == "/mark": self.answer(500, b"\ninfluenced-status:200")
                elif self.path == "/echo": self.answer(200, body)
                else:
                    names = ["Content-Type", "Idempotency-Key", "Authorization"]
                    seen = [self.path, len(body)] + [self.headers.get(n) for n in names]
                    self.answer(202, json.dumps(seen).encode())
        s = ThreadingHTTPServer(("127.0.0.1", 0), H); s.daemon_threads = True
        print(s.server_address[1], flush=True)
        s.serve_forever()
        """#

    /// Ends with the test.
    private final class Server: Sendable {
        let process: ChildProcess
        let folder: TemporaryFolder
        let url: String
        init() async throws {
            folder = try TemporaryFolder()
            let process = try ChildProcess([
                "/usr/bin/python3", try folder.write(HTTPHookTests.server, to: "server.py"),
            ])
            self.process = process
            try await eventually("the server listens") { process.output.hasSuffix("\n") }
            url = "http://127.0.0.1:\(process.output.dropLast())"
        }
        deinit { process.send(SIGKILL) }
    }

    private func post(
        _ url: String,
        credential: String? = nil,
        body: [UInt8] = Array("{}".utf8),
        timeout: TimeSpan = .seconds(60),
        runner: HookRunner = HookRunner()
    ) async -> HookOutcome {
        let hook = Hook(name: "w", action: .webhook(url: url, credential: credential), timeout: timeout)
        return await runner.run(hook, payload: body, eventID: "ev\"\\1", environment: [:])
    }

    @Test func `Only 2xx is a delivery, and redirects are not followed`() async throws {
        let server = try await Server()
        let good = await post(server.url + "/ok")
        #expect(good.isDelivered && good.status == 202 && good.error == nil)
        #expect(good.output == #"["/ok", 2, "application/json", "ev\"\\1", null]"#)
        for status in [301, 404, 500] as [Int32] {
            let bad = await post(server.url + "/\(status)")
            #expect(!bad.isDelivered && bad.status == status && bad.error == "HTTP \(status)" && bad.output == "no")
        }
        // An answer cannot pass itself off as delivered.
        let forged = await post(server.url + "/mark")
        #expect(!forged.isDelivered && forged.error == "HTTP 500")
        let big = await post(server.url + "/big")
        #expect(big.isDelivered && big.status == 200)
        #expect(big.output == String(repeating: "y", count: HookOutcome.maximumOutput))
        let alertmanager = Hook(
            name: "a",
            action: .alertmanager(url: server.url, credential: nil, resend: .seconds(60))
        )
        let posted = await HookRunner().run(alertmanager, payload: [], eventID: "e", environment: [:])
        #expect(posted.isDelivered && posted.output.hasPrefix(#"["/api/v2/alerts", 0,"#))
    }

    @Test func `Servers that hang, close or break off are failures`() async throws {
        let server = try await Server()
        #expect(await post(server.url + "/hang", timeout: .seconds(1)).error == "timed out after 1s")
        #expect(await post(server.url + "/closed").error == "the connection was closed without a reply")
        let half = await post(server.url + "/half")
        #expect(!half.isDelivered && half.error == "HTTP 503")
        // Port 1 of loopback: nobody listens there.
        let refused = await post("http://127.0.0.1:1/")
        #expect(refused.error == "connection refused or host unreachable" && refused.status == nil)
        #expect(await post("file:///etc/passwd").isDelivered == false)
        #expect(await post("http://a\nurl = \"file:///etc/passwd\"").error == "the URL contains a control character")
    }

    /// Before: a failure, and sent again.
    @Test func `Who says that it was taken has taken it, whatever becomes of the rest of the answer`() async throws {
        let server = try await Server()
        let taken = await post(server.url + "/taken")
        #expect(taken.isDelivered && taken.status == 202 && taken.error == nil, "\(taken)")
        let endless = await post(server.url + "/endless", timeout: .seconds(1))
        #expect(endless.isDelivered && endless.status == 200, "\(endless)")
    }

    @Test func `Odd and large bodies arrive as they are`() async throws {
        let server = try await Server()
        for text in ["@/etc/passwd", "\"\\\n\r\t\0é", "a=b&c\nurl = x", "http-status:500"] {
            let outcome = await post(server.url + "/echo", body: Array(text.utf8))
            #expect(outcome.isDelivered && outcome.output == text, "\(outcome)")
        }
        let large = await post(server.url + "/ok", body: [UInt8](repeating: 0x0a, count: 1 << 20))
        #expect(large.isDelivered && large.output.contains("1048576"), "\(large)")
    }

    @Test func `The token is sent, read anew, and in no argument`() async throws {
        let server = try await Server()
        let folder = try TemporaryFolder()
        let wrapper = try folder.write(
            "#!/bin/sh\ntr '\\0' ' ' < /proc/$$/cmdline > \(folder["argv"])\nenv >> \(folder["argv"])\nexec /usr/bin/curl \"$@\"\n",
            to: "curl"
        )
        chmod(wrapper, 0o700)
        let runner = HookRunner(curl: wrapper, credentialsDirectory: folder.path)
        try folder.write("s3cr\"et\\\n", to: "token")
        let first = await post(server.url + "/ok", credential: "token", runner: runner)
        #expect(first.output.hasSuffix(#""Bearer s3cr\"et\\"]"#), "\(first)")
        let argv = try folder.read("argv")
        #expect(argv.contains("--disable") && !argv.contains("s3cr") && !argv.contains(server.url))
        try folder.write("other", to: "token")
        let second = await post(server.url + "/ok", credential: folder["token"], runner: runner)
        #expect(second.output.hasSuffix(#""Bearer other"]"#))
        let missing = await post(server.url + "/ok", credential: "none", runner: runner)
        #expect(missing.error == "credential \(folder["none"]): No such file or directory")
        #expect(await post(server.url + "/ok", credential: "../x", runner: runner).isDelivered == false)
        for nothing in ["", "\n", "\r\n\n", "  ", " \n"] {
            try folder.write(nothing, to: "token")
            let empty = await post(server.url + "/ok", credential: "token", runner: runner)
            #expect(!empty.isDelivered && empty.error == "credential \(folder["token"]): it is empty", "\(empty)")
        }
        #expect(await post(server.url, credential: "x").error == "credential x: $CREDENTIALS_DIRECTORY is not set")
    }
}
