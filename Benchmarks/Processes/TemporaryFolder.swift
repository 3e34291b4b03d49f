import FoundationEssentials
import Glibc

/// A folder below /tmp, removed with the value that stands for it.
final class TemporaryFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/influenced-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw Obstacle("no folder in /tmp: \(String(cString: strerror(errno)))")
        }
        path = template.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    subscript(name: String) -> String { path + "/" + name }

    func copy(_ source: String, as name: String) throws {
        try FileManager.default.copyItem(atPath: source, toPath: self[name])
    }

    /// Writes a file, in a folder of this one if the name says so.
    func write(_ text: String, to name: String) throws {
        if let end = name.lastIndex(of: "/") {
            try FileManager.default.createDirectory(
                atPath: self[String(name[..<end])],
                withIntermediateDirectories: true
            )
        }
        guard FileManager.default.createFile(atPath: self[name], contents: Data(text.utf8)) else {
            throw Obstacle("\(self[name]) cannot be written")
        }
    }

    /// Removes a database and what belongs to it.
    func removeDatabase(_ name: String) {
        for suffix in ["", "-reserve", "-wal", "-shm"] { unlink(self[name] + suffix) }
    }
}
