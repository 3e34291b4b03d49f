import Glibc

/// The bytes of a regular file, within a limit: the one place of the daemon where files are read whole.
package enum BoundedFile {
    /// Why a file was not read.
    package enum Problem: Error, Hashable, Sendable {
        /// What the system says, as an error number.
        case system(Int32)
        case notRegular
        /// In bytes, as far as the size is known.
        case tooLarge(size: Int)

        /// Whether there is no such file.
        package var isMissing: Bool { self == .system(ENOENT) || self == .system(ENOTDIR) }

        package var reason: String {
            switch self {
            case .system(let code): String(cString: strerror(code))
            case .notRegular: "it is not a regular file"
            case .tooLarge(let size): "it has \(size) bytes or more, which is too large"
            }
        }
    }

    /// - Parameters:
    ///   - path: absolute, or relative to the working directory.
    ///   - limit: bytes; a file of exactly so many is read.
    package static func read(_ path: String, limit: Int) -> Result<[UInt8], Problem> {
        // O_NONBLOCK: opening a pipe must not wait for its writer; what is no regular file is refused below.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(.system(errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(.system(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(.notRegular) }
        var bytes: [UInt8] = []
        // The size on record is only a hint: the file may grow meanwhile, and some have none.
        bytes.reserveCapacity(min(max(0, Int(status.st_size)), limit) + 1)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return .success(bytes) }
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(.system(errno))
            }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { return .failure(.tooLarge(size: max(bytes.count, Int(status.st_size)))) }
        }
    }
}
