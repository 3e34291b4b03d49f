import Glibc

/// A file of a few lines.
enum SmallFile {
    /// Longer than any secret.
    private static let limit = 65_536

    /// Without the line break at its end.
    static func read(_ path: String) -> Result<String, Credential.Problem> {
        func failure(_ code: Int32) -> Result<String, Credential.Problem> {
            .failure(Credential.Problem(reason: ChildRun.text(code)))
        }
        // A pipe without a writer would block.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return failure(errno) }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: limit + 1)
        let count = Glibc.read(file, &buffer, buffer.count)
        guard count >= 0 else { return failure(errno) }
        guard count < buffer.count else { return failure(EFBIG) }
        var text = buffer.prefix(count)
        while let last = text.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { text.removeLast() }
        // A line break within would begin another header.
        guard !text.contains(where: { $0 < 0x20 }) else { return failure(EINVAL) }
        return .success(String(decoding: text, as: UTF8.self))
    }
}
