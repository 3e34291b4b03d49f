import Foundation
import InfluenceControl
import InfluenceTestKit

/// One reader with one page: a folder, a daemon on the bundled model and data, and a shell, by a clock that stands.
struct DocumentSession {
    /// What the reader has in front of them.
    enum Place {
        /// A clone, in which `make run` was typed: paths are relative to it.
        case clone
        /// A machine with the service: `/etc/influenced`, `/var/lib/influenced`, `/run/influenced`.
        case machine
    }

    /// 2026-11-28, noon.
    static let start: Int64 = 1_795_867_200
    /// The reader types ten seconds after the daemon was started.
    static let reading = start + 10

    /// What the reader does, in order.
    enum Action {
        case type(Console.Step)
        case write(name: String, text: String)
    }

    private let root: TemporaryFolder
    private let place: Place
    private let clock: StillClock

    init(_ place: Place) async throws {
        self.place = place
        clock = try await StillClock(at: Self.start)
        root = try TemporaryFolder()
        let files = FileManager.default
        let config = Products.repository.appending(path: "Config").path
        try files.createSymbolicLink(atPath: root["Config"], withDestinationPath: config)
        for folder in [".build", ".build-trial"] {
            try files.createDirectory(atPath: root[folder], withIntermediateDirectories: true)
        }
        for folder in [".build/release", ".build-trial/debug"] {
            try files.createSymbolicLink(atPath: root[folder], withDestinationPath: Products.folder.path)
        }
        for folder in [".steps", "state", "etc", "run/influenced", "var/lib/influenced"] {
            try files.createDirectory(
                atPath: root[folder],
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        }
        try files.copyItem(atPath: config, toPath: root["etc/influenced"])
        let configuration = try root.read("etc/influenced/influenced.yaml")
        try root.write(
            configuration + "state: \(root["var/lib/influenced"])\nsocket: \(root["run/influenced/influenced.sock"])\n",
            to: "etc/influenced/influenced.yaml"
        )
    }

    private var socket: String {
        switch place {
        case .clone: root["state/influenced.sock"]
        case .machine: root["run/influenced/influenced.sock"]
        }
    }

    private var daemon: [String] {
        switch place {
        case .clone:
            [
                Products.influenced, "--config", "Config/influenced.yaml", "--state", "state", "--socket",
                "state/influenced.sock",
            ]
        case .machine:
            [
                Products.influenced, "--config", root["etc/influenced/influenced.yaml"], "--state",
                root["var/lib/influenced"], "--socket", socket,
            ]
        }
    }

    private var environment: [String: String] {
        var variables = ["HOME": root.path, "LANG": "C.UTF-8", "COLUMNS": "100", "TZ": "UTC"]
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let varlink = Python.varlink.map { URL(filePath: $0).deletingLastPathComponent().path + ":" } ?? ""
        variables["PATH"] = varlink + path
        if case .machine = place {
            variables["PATH"] = "\(Products.folder.path):\(varlink)\(path)"
            variables["INFLUENCED_SOCKET"] = socket
        }
        return variables
    }

    /// Starts the daemon where there is somebody to talk to it, does everything, and stops it.
    /// - Returns: what each command printed.
    func run(_ actions: [Action]) async throws -> [Printed] {
        let daemon = Self.isAsked(actions) ? try await start() : nil
        try clock.set(Self.reading)
        let shell = try await ChildProcess.run(
            ["bash", try root.write(script(actions), to: ".steps/script")],
            environment: environment.merging(clock.environment) { $1 }
                .merging(["DAEMON_PID": "\(daemon?.pid ?? 0)"]) { $1 },
            directory: root.path,
            within: .seconds(300)
        )
        guard shell.succeeded else { throw CannotStart(name: "the commands of a page", reason: shell.errors) }
        if let daemon {
            daemon.send(SIGTERM)
            _ = try await daemon.finish()
        }
        return try actions.enumerated().compactMap { number, action in
            guard case .type = action else { return nil }
            var output = try root.read(".steps/\(number).out")
            let status = try root.read(".steps/\(number).status").trimmingCharacters(in: .whitespacesAndNewlines)
            if status != "0", output.isEmpty { output = "(exit status \(status))" }
            return Printed(output, root: root.path)
        }
    }

    private static func isAsked(_ actions: [Action]) -> Bool {
        actions.contains { action in
            guard case .type(let step) = action else { return false }
            return ["influencectl", "systemctl", "unix:"].contains { step.command.contains($0) }
        }
    }

    /// Starts the daemon, and waits until its first run is over and everybody has been told of it.
    private func start() async throws -> ChildProcess {
        let process = try ChildProcess(
            daemon,
            environment: environment.merging(clock.environment) { $1 },
            directory: root.path
        )
        try await process.ready(at: socket)
        try await eventually("the run at the start", within: .seconds(120)) {
            let connection = try VarlinkConnection(path: socket, timeout: .seconds(30))
            let status = try connection.call("org.influenced.Index.GetStatus", [:])
            return status["next_run_at"]?.isNull == false && status["computing"] == false
                && status["alerts", "waiting"] == 0
        }
        return process
    }

    private func script(_ actions: [Action]) throws -> String {
        var script = Self.surroundings + "daemon() { exec \(daemon.joined(separator: " ")); }\n"
        if case .machine = place {
            // Where the programs look by themselves on a machine.
            script += """
                influenced() {
                    case "$1 $*" in
                    *--config*) command influenced "$@" ;;
                    check* | restore*) command influenced "$@" --config '\(root["etc/influenced/influenced.yaml"])' ;;
                    *) command influenced "$@" ;;
                    esac
                }

                """
        }
        for (number, action) in actions.enumerated() {
            switch action {
            case .write(let name, let text):
                try root.write(placed(text), to: ".steps/\(number).file")
                let target = placed(name)
                script += "mkdir -p $(dirname \(target)) && cp '\(root.path)/.steps/\(number).file' \(target)\n"
            case .type(let step):
                script += "{ \(placed(step.command))\n} > '\(root.path)/.steps/\(number).out' 2>&1 </dev/null\n"
                script += "echo $? > '\(root.path)/.steps/\(number).status'\n"
            }
        }
        return script + "[ -z \"$started\" ] || systemctl stop influenced\n"
    }

    /// What the reader has besides the programs: rights, and a service manager for the one daemon.
    private static let surroundings = """
        sudo() { if [ "$1" = -u ]; then shift 2; fi; "$@"; }
        pid=$DAEMON_PID started=
        runs() { [ -d "/proc/$pid" ] && ! grep -q '^State:.Z' "/proc/$pid/status"; }
        settled() {
            for _ in $(seq 1200); do
                case $(influencectl status 2>/dev/null) in *'next run  '*'(in '*) return ;; esac
                sleep 0.1
            done
        }
        systemctl() {
            case $1 in
            stop) kill -TERM "$pid" && while runs; do sleep 0.05; done ;;
            start) (daemon >/dev/null 2>&1) & pid=$! started=yes; settled ;;
            restart) systemctl stop influenced && systemctl start influenced ;;
            reload) influencectl reload >/dev/null ;;
            esac
        }

        """

    /// A command with the machine's paths below the session's folder.
    private func placed(_ command: String) -> String {
        command.replacing(#/(?<before>^|[\s=:'"])(?<path>/(etc|run|var/lib)/influenced)/#) { match in
            match.before + root.path + match.path
        }
    }
}
