/// What was acknowledged last, as it stands at the head of the reserve file.
///
/// A log that is cut between two transactions looks like one that never was longer. This is written after a transaction is
/// on disk, and nobody waits for it: it may be behind the log, and is never ahead of a whole one. A backup and a database
/// that was put back have another identity, which it says nothing of.
struct CommitNote: Hashable, Sendable {
    /// See ``StoreIdentity``; in hexadecimal digits, capital ones as SQLite writes them.
    let identity: String
    let epoch: Int64
    let commits: Int64

    init(identity: String, epoch: Int64, commits: Int64) {
        (self.identity, self.epoch, self.commits) = (identity, epoch, commits)
    }

    /// One line, always as long: a sector is on disk as a whole or not at all.
    var bytes: [UInt8] {
        Array("influenced \(identity) \(Self.padded(String(epoch), 19)) \(Self.padded(String(commits), 19))\n".utf8)
    }

    /// Whether it is about this database.
    func isOf(_ store: StoreIdentity) -> Bool {
        identity == store.identity.map { Self.padded(String($0, radix: 16, uppercase: true), 2) }.joined()
    }

    /// - Returns: `nil` for anything but what ``bytes`` are.
    init?(_ bytes: [UInt8]) {
        let words = String(decoding: bytes.prefix(Self.size), as: UTF8.self)
            .split(separator: " ", omittingEmptySubsequences: false)
        guard words.count == 4, words[1].count == 32, words[1].allSatisfy(\.isHexDigit), let epoch = Int64(words[2]),
            let commits = Int64(words[3].dropLast())
        else { return nil }
        self.init(identity: String(words[1]), epoch: epoch, commits: commits)
        guard self.bytes == Array(bytes.prefix(Self.size)) else { return nil }
    }

    /// Of ``bytes``.
    static let size = 84

    /// What stands beside a database; `nil` where nothing does, or nothing that can be read.
    static func read(beside database: String) -> CommitNote? {
        (try? SystemCalls.head(database + "-reserve", size)).flatMap { CommitNote($0) }
    }

    private static func padded(_ text: String, _ count: Int) -> String {
        String(repeating: "0", count: max(0, count - text.count)) + text
    }
}
