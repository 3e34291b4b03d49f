import InfluenceModel
import InfluenceServer
import Synchronization

/// Files on their way in, in pieces, held in memory until they are imported.
final class Uploads: Sendable {
    /// Bytes of one file.
    static let sizeLimit = 256 << 20
    /// Files at one time.
    static let countLimit = 4
    /// Microseconds without a piece after which a file is dropped.
    static let patience: Int64 = 300_000_000

    enum Problem: Error {
        case unknown
        case tooLarge
        case tooMany
    }

    private struct Upload {
        let owner: Owner
        var bytes: [UInt8]
        var lastPiece: Instant
    }

    /// Who began an upload, and nobody else, may go on with it.
    private struct Owner: Hashable {
        let user: UInt32
        let process: Int32
    }

    private struct State {
        var uploads: [String: Upload] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Adds a piece to an upload, or to a new one.
    /// - Returns: the upload's name and its size so far.
    func add(_ text: String, to name: String?, from peer: Peer, now: Instant) throws(Problem) -> (String, Int) {
        let owner = Owner(user: peer.user, process: peer.process)
        let result = state.withLock { state -> Result<(String, Int), Problem> in
            Self.dropAbandoned(&state, now)
            let id: String
            if let name {
                guard state.uploads[name]?.owner == owner else { return .failure(.unknown) }
                id = name
            } else {
                guard state.uploads.count < Self.countLimit else { return .failure(.tooMany) }
                state.count += 1
                id = "upload-\(state.count)"
                state.uploads[id] = Upload(owner: owner, bytes: [], lastPiece: now)
            }
            guard (state.uploads[id]?.bytes.count ?? 0) + text.utf8.count <= Self.sizeLimit else {
                state.uploads[id] = nil
                return .failure(.tooLarge)
            }
            state.uploads[id]?.bytes.append(contentsOf: text.utf8)
            state.uploads[id]?.lastPiece = now
            return .success((id, state.uploads[id]?.bytes.count ?? 0))
        }
        return try result.get()
    }

    /// Drops what nobody has added to for too long.
    func dropAbandoned(now: Instant) {
        state.withLock { Self.dropAbandoned(&$0, now) }
    }

    private static func dropAbandoned(_ state: inout State, _ now: Instant) {
        state.uploads = state.uploads.filter { now.microseconds - $0.value.lastPiece.microseconds < patience }
    }

    /// Ends an upload.
    func take(_ name: String, from peer: Peer) throws(Problem) -> [UInt8] {
        let owner = Owner(user: peer.user, process: peer.process)
        let upload = state.withLock { state in
            state.uploads[name]?.owner == owner ? state.uploads.removeValue(forKey: name) : nil
        }
        guard let upload else { throw .unknown }
        return upload.bytes
    }
}
