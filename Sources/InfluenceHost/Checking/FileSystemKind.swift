import Glibc
import InfluenceFiles

/// What kind of file system something is in, by its name in mount(8).
struct FileSystemKind {
    let name: String

    /// Those that show what the kernel knows, or hand over messages and terminals: they may let root in, and take no files.
    private static let withoutFiles: Set<String> = [
        "binfmt_misc", "bpf", "cgroup", "cgroup2", "configfs", "debugfs", "devpts", "efivarfs", "fusectl", "hugetlbfs",
        "mqueue", "nsfs", "proc", "pstore", "rpc_pipefs", "securityfs", "selinuxfs", "smackfs", "sysfs", "tracefs",
    ]

    /// - Returns: `nil` where the kernel does not say.
    init?(of status: stat) {
        guard let mounts = try? SourceFile.read("/proc/self/mountinfo") else { return nil }
        // Source of the layout: proc_pid_mountinfo(5); of the numbers: makedev(3).
        let device = UInt64(status.st_dev)
        let major = (device >> 8 & 0xfff) | (device >> 32 & 0xffff_f000)
        let minor = (device & 0xff) | (device >> 12 & 0xffff_ff00)
        for line in mounts.split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 2, fields[2] == "\(major):\(minor)",
                let mark = fields.firstIndex(of: "-"), mark + 1 < fields.count
            else { continue }
            name = String(fields[mark + 1])
            return
        }
        return nil
    }

    var takesNoFiles: Bool { Self.withoutFiles.contains(name) }
}
