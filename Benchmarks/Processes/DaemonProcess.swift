import Glibc
import InfluenceControl

/// A real daemon on the bundled configuration, with its state in a folder of its own.
final class DaemonProcess {
    /// Seconds from before the start to READY=1.
    let startSeconds: Double
    let socket: String
    private let process: ChildProcess

    /// - Parameter folder: holds `Config`, and the database if the daemon shall find one.
    init(in folder: TemporaryFolder) throws {
        socket = folder["influenced.sock"]
        let notify = try NotifySocket(path: folder["notify.sock"])
        let command = [
            Self.executable("influenced"), "--config", folder["Config/influenced.yaml"], "--state", folder["state"],
            "--socket", socket,
        ]
        let start = now()
        process = try ChildProcess(
            command,
            environment: ["PATH=/usr/bin:/bin", "NOTIFY_SOCKET=\(notify.path)"],
            output: ("/dev/null", folder["influenced.log"])
        )
        try notify.waitUntilReady()
        startSeconds = now() - start
    }

    /// The executable of this name that was built together with this one.
    static func executable(_ name: String) -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/" + name
    }

    func connect() throws -> VarlinkConnection {
        try VarlinkConnection(path: socket, timeout: .seconds(60))
    }

    /// Waits until the run at the start is over: from then on the daemon waits for the schedule.
    func waitUntilIdle() throws {
        let connection = try connect()
        for _ in 0..<6_000 {
            let status = try connection.call("org.influenced.Index.GetStatus")
            if status["next_run_at"]?.stringValue != nil, status["computing"]?.boolValue == false { return }
            usleep(5_000)
        }
        throw Obstacle("the daemon is not idle after 30 s")
    }

    func stop() {
        kill(process.pid, SIGTERM)
        process.wait()
    }

    /// Resident memory, in MiB.
    var residentMemory: Double {
        let text = SystemFile.value(of: "VmRSS", in: "/proc/\(process.pid)/status") ?? ""
        return (Double(text.prefix { $0 != " " }) ?? .nan) / 1024
    }

    /// Seconds of processor time used so far, by the kernel's ticks of 10 ms.
    var processorTime: Double {
        // proc(5): 14 and 15 are utime and stime. The name in the second field may hold spaces.
        let fields = SystemFile.text("/proc/\(process.pid)/stat").split(separator: ")").last?.split(separator: " ")
        guard let fields, fields.count > 12, let user = Double(fields[11]), let system = Double(fields[12]) else {
            return .nan
        }
        return (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    /// How often each of its threads has been woken up.
    var wakeUps: [String: Double] {
        guard let folder = opendir("/proc/\(process.pid)/task") else { return [:] }
        defer { closedir(folder) }
        var counts: [String: Double] = [:]
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            let path = "/proc/\(process.pid)/task/\(name)/status"
            counts[name] = SystemFile.value(of: "voluntary_ctxt_switches", in: path).flatMap(Double.init)
        }
        return counts
    }
}
