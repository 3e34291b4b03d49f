import Foundation

/// A folder of one test, removed with it. Its path is short: a socket's address has 108 bytes.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init() throws {
        path = "/tmp/influenced-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// The path of something in it.
    package subscript(_ name: String) -> String { path + "/" + name }

    /// Writes a file and the folders above it.
    @discardableResult
    package func write(_ text: String, to name: String) throws -> String {
        let url = URL(filePath: self[name])
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
        return url.path
    }

    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: self[name])), as: UTF8.self)
    }
}
