import Glibc

/// The bytes of a file within a limit: the one place where files, and what comes in as one, are read whole.
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

    /// A regular file.
    /// - Parameters:
    ///   - path: absolute, or relative to the working directory.
    ///   - limit: bytes; a file of exactly so many is read.
    package static func read(_ path: String, limit: Int) -> Result<[UInt8], Problem> {
        // O_NONBLOCK: opening a pipe must not wait for its writer; what is no regular file is refused below.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(.system(errno)) }
        defer { close(descriptor) }
        switch regularSize(of: descriptor) {
        case .success(nil): return .failure(.notRegular)
        case .success(let size?): return rest(of: descriptor, limit: limit, expected: size)
        case .failure(let problem): return .failure(problem)
        }
    }

    /// A regular file, whose size is known to whoever names it, or what comes out of a pipe or a device, which may never end.
    /// - Parameters:
    ///   - path: `nil` for standard input.
    ///   - limit: bytes of what is no regular file.
    package static func read(stream path: String?, limit: Int) -> Result<[UInt8], Problem> {
        let descriptor = path.map { open($0, O_RDONLY | O_CLOEXEC) } ?? STDIN_FILENO
        guard descriptor >= 0 else { return .failure(.system(errno)) }
        defer { if path != nil { close(descriptor) } }
        switch regularSize(of: descriptor) {
        case .success(nil): return rest(of: descriptor, limit: limit, expected: 0)
        case .success(let size?): return rest(of: descriptor, limit: .max, expected: size)
        case .failure(let problem): return .failure(problem)
        }
    }

    /// `nil` for what is no regular file.
    private static func regularSize(of descriptor: Int32) -> Result<Int?, Problem> {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(.system(errno)) }
        return .success(status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil)
    }

    /// - Parameter expected: bytes, as a hint: a file may grow meanwhile, and the size of some is not on record.
    private static func rest(of descriptor: Int32, limit: Int, expected: Int) -> Result<[UInt8], Problem> {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(max(0, expected), limit, 1 << 28))
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count == 0 { return .success(bytes) }
            if count < 0 {
                if errno == EINTR { continue }
                return .failure(.system(errno))
            }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { return .failure(.tooLarge(size: max(bytes.count, expected))) }
        }
    }
}
