import Foundation
import InfluenceControl
import InfluenceTestKit

/// A real Alertmanager on a loopback port, which tells a server of ours what it would tell people.
final class Alertmanager: Sendable {
    /// Scripts/test-tools.sh prepares it, INFLUENCED_TOOLS says where.
    static let program: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_TOOLS"] else { return nil }
        let path = folder + "/prometheus-alertmanager"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    static var obstacle: String? {
        program == nil ? "there is no Alertmanager: Scripts/test-tools.sh prepares it" : HTTPServer.obstacle
    }

    private let folder: TemporaryFolder
    private let process: ChildProcess
    let port: String

    var url: String { "http://127.0.0.1:\(port)" }

    /// - Parameters:
    ///   - receiver: where it posts notifications to.
    ///   - port: the one of an earlier one; any that is free by default.
    init(receiver: String, port: String = "0") async throws {
        folder = try TemporaryFolder()
        // Minutes of real life are parts of a second here.
        try folder.write(
            """
            global: {resolve_timeout: 3s}
            route: {receiver: test, group_by: [alertname], group_wait: 50ms, group_interval: 200ms, repeat_interval: 1h}
            receivers:
              - name: test
                webhook_configs: [{url: '\(receiver)/notify', send_resolved: true}]

            """,
            to: "alertmanager.yml"
        )
        let process = try ChildProcess([
            Self.program ?? "prometheus-alertmanager", "--config.file", folder["alertmanager.yml"],
            "--storage.path", folder["data"], "--web.listen-address", "127.0.0.1:\(port)",
            "--cluster.listen-address", "",
        ])
        var found: Substring?
        try await eventually("Alertmanager's port") {
            guard process.isRunning else { throw EndedEarly(name: "Alertmanager", errors: process.errors) }
            found =
                process.errors.split(separator: "\n").first { $0.contains("msg=\"Listening on\"") }?
                .split(separator: ":").last
            return found != nil && process.errors.hasSuffix("\n")
        }
        self.port = String(found ?? "")
        self.process = process
    }

    func stop() async throws {
        process.send(SIGTERM)
        _ = try await process.finish()
    }

    /// The alerts that it takes for firing.
    func alerts() async throws -> [JSONObject] {
        let answer = try await ChildProcess.run(["curl", "--silent", "--show-error", url + "/api/v2/alerts"])
        return (try JSONParser.parse(answer.output).arrayValue ?? []).compactMap(\.objectValue)
    }

    static func version() async throws -> String {
        try await ChildProcess.run([program ?? "", "--version"]).description
    }
}
