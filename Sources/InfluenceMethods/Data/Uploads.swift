import InfluenceServer
import Synchronization

/// Files on their way in, in pieces, held in memory until they are imported or their connection ends.
final class Uploads: Sendable {
    /// Bytes of one file.
    let sizeLimit: Int
    /// Files at one time.
    static let countLimit = 4

    enum Problem: Error, Equatable {
        case unknown
        /// `size`: as far as it has arrived.
        case tooLarge(size: Int)
        case tooMany
    }

    private struct Upload {
        /// Who began an upload, and nobody else, may go on with it.
        let owner: ConnectionLife
        var bytes: [UInt8]
    }

    private struct State {
        var uploads: [String: Upload] = [:]
        var count = 0
        /// Connections whose end is waited for.
        var connections: Set<ObjectIdentifier> = []
    }

    private let state = Mutex(State())

    init(sizeLimit: Int) {
        self.sizeLimit = sizeLimit
    }

    /// Adds a piece to an upload, or to a new one, which lasts as long as its connection.
    /// - Returns: the upload's name and its size so far.
    func add(_ text: String, to name: String?, over connection: ConnectionLife) throws(Problem) -> (String, Int) {
        let result = state.withLock { state -> Result<(String, Int), Problem> in
            let id: String
            if let name {
                guard state.uploads[name]?.owner === connection else { return .failure(.unknown) }
                id = name
            } else {
                guard state.uploads.count < Self.countLimit else { return .failure(.tooMany) }
                state.count += 1
                id = "upload-\(state.count)"
                state.uploads[id] = Upload(owner: connection, bytes: [])
            }
            let size = (state.uploads[id]?.bytes.count ?? 0) + text.utf8.count
            guard size <= sizeLimit else {
                state.uploads[id] = nil
                return .failure(.tooLarge(size: size))
            }
            state.uploads[id]?.bytes.append(contentsOf: text.utf8)
            return .success((id, state.uploads[id]?.bytes.count ?? 0))
        }
        let (id, size) = try result.get()
        let isNew = state.withLock { $0.connections.insert(ObjectIdentifier(connection)).inserted }
        if isNew { connection.onceClosed { [weak self] in self?.drop(connection) } }
        return (id, size)
    }

    private func drop(_ connection: ConnectionLife) {
        state.withLock { state in
            state.uploads = state.uploads.filter { $0.value.owner !== connection }
            state.connections.remove(ObjectIdentifier(connection))
        }
    }

    /// Ends an upload.
    func take(_ name: String, over connection: ConnectionLife) throws(Problem) -> [UInt8] {
        let upload = state.withLock { state in
            state.uploads[name]?.owner === connection ? state.uploads.removeValue(forKey: name) : nil
        }
        guard let upload else { throw .unknown }
        return upload.bytes
    }
}
