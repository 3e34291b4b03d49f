import Foundation

/// A folder of one test, removed with it. Its path is short: a socket's address has 108 bytes.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = "/tmp/influenced-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in it.
    subscript(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(filePath: self[name]))
        return self[name]
    }
}
