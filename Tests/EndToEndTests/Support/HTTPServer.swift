import Foundation
import InfluenceControl
import InfluenceTestKit

/// A server on a loopback port that answers POSTs as it is told to, and writes down what it got.
final class HTTPServer: Sendable {
    /// How one request is answered; requests beyond the list are accepted.
    enum Answer: String, Sendable {
        case accept = "200"
        case failure = "500"
        case notFound = "404"
        /// None, for as long as the client waits.
        case hang
        /// The beginning of what the header announces.
        case half
        /// The connection is closed before anything is said.
        case close
    }

    struct Request: Sendable {
        let key: String
        let body: String
        let answer: String
    }

    private static let program = #"""
        import json, os, socket, sys, threading
        from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
        folder, answers, lock = sys.argv[1], sys.argv[2].split(), threading.Lock()
        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *arguments): pass
            def reply(self, status, length):
                self.send_response(status); self.send_header("Content-Length", str(length)); self.end_headers()
                self.wfile.write(b"ok"); self.wfile.flush()
            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                with lock:
                    answer = answers.pop(0) if answers else "200"
                    line = json.dumps({"key": self.headers.get("Idempotency-Key") or "", "body": body, "answer": answer})
                    with open(folder + "/requests", "a") as file: file.write(line + "\n")
                self.close_connection = True
                # Until the client gives up.
                if answer == "hang": self.rfile.read(1)
                elif answer == "half": self.reply(503, 100)
                elif answer != "close": self.reply(int(answer), 2)
        # Bound but not listening: connections are refused until the server is opened.
        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler, bind_and_activate=False)
        server.daemon_threads = True
        server.server_bind()
        print(server.server_address[1], flush=True)
        sys.stdin = open(folder + "/open")
        server.server_activate()
        server.serve_forever()
        """#

    private let folder: TemporaryFolder
    private let process: ChildProcess
    let url: String

    static var obstacle: String? {
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        let hasPython = path.contains { FileManager.default.isExecutableFile(atPath: "\($0)/python3") }
        if !hasPython { return "python3 is not installed" }
        return FileManager.default.isExecutableFile(atPath: "/usr/bin/curl") ? nil : "/usr/bin/curl is not installed"
    }

    /// It refuses connections until it is opened.
    init(answers: [Answer] = []) async throws {
        let folder = try TemporaryFolder()
        mkfifo(folder["open"], 0o600)
        let process = try ChildProcess([
            "python3", try folder.write(Self.program, to: "server.py"), folder.path,
            answers.map(\.rawValue).joined(separator: " "),
        ])
        try await eventually("the server's port") { process.output.hasSuffix("\n") }
        self.folder = folder
        self.process = process
        url = "http://127.0.0.1:\(process.output.dropLast())"
    }

    /// Accepts connections from now on.
    func open() async throws {
        // The other end waits for a writer.
        let writer = Glibc.open(folder["open"], O_WRONLY | O_CLOEXEC)
        if writer >= 0 { Glibc.close(writer) }
        let port = UInt16(url.split(separator: ":").last ?? "") ?? 0
        try await eventually("the server listens") { Self.listens(port) }
    }

    private static func listens(_ port: UInt16) -> Bool {
        // As the kernel lists it: state 0A is LISTEN.
        let table = (try? String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)) ?? ""
        let hexadecimal = String(port, radix: 16, uppercase: true)
        let place = "0100007F:" + String(repeating: "0", count: 4 - hexadecimal.count) + hexadecimal
        return table.split(separator: "\n").contains { line in
            let fields = line.split(separator: " ")
            return fields.count > 3 && fields[1] == place && fields[3] == "0A"
        }
    }

    /// Oldest first.
    func requests() throws -> [Request] {
        guard FileManager.default.fileExists(atPath: folder["requests"]) else { return [] }
        return try folder.read("requests").split(separator: "\n").map { line in
            let request = try JSONParser.parse(String(line)).objectValue ?? [:]
            return Request(key: request.text("key"), body: request.text("body"), answer: request.text("answer"))
        }
    }
}
