#if canImport(Glibc)
    internal import Glibc
    private let systemRead = Glibc.read
#elseif canImport(Musl)
    internal import Musl
    private let systemRead = Musl.read
#elseif canImport(Darwin)
    internal import Darwin
    private let systemRead = Darwin.read
#endif

/// Reads a text file whole, within a limit.
package enum SourceFile {
    /// - Parameters:
    ///   - path: absolute, or relative to the working directory.
    ///   - referrer: where another file names this one; a file that cannot be opened is reported there.
    /// - Returns: the file's text, byte for byte.
    /// - Throws: one diagnostic: not readable, no regular file, too large, not UTF-8.
    package static func read(_ path: String, namedAt referrer: FilePosition? = nil) throws(DiagnosticList) -> String {
        let bytes: [UInt8]
        switch readBytes(path, limit: YAMLFile.sizeLimit) {
        case .success(let contents): bytes = contents
        case .failure(.tooLarge): throw DiagnosticList(tooLarge(path))
        case .failure(.unreadable(let reason)):
            guard let referrer else {
                throw DiagnosticList(FileDiagnostic(FilePosition(file: path), "cannot be read: \(reason)"))
            }
            throw DiagnosticList(FileDiagnostic(referrer, "'\(path)' cannot be read: \(reason)"))
        }
        do throws(UTF8.ValidationError) {
            return String(copying: try UTF8Span(validating: bytes.span))
        } catch {
            let position = position(ofByte: error.byteOffsets.lowerBound, in: bytes, file: path)
            throw DiagnosticList(FileDiagnostic(position, "not valid UTF-8; save the file in that encoding"))
        }
    }

    /// The one absolute path of a file, whatever way it is written; as it is where there is no such file.
    package static func canonicalPath(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The largest file of observations that is read where nothing else is said, in bytes.
    package static let dataLimit = 1 << 30

    /// A data file whole, byte for byte.
    /// - Throws: one diagnostic: not readable, no regular file, larger than `limit` bytes.
    package static func bytes(_ path: String, limit: Int = dataLimit) throws(DiagnosticList) -> [UInt8] {
        switch readBytes(path, limit: limit) {
        case .success(let contents): return contents
        case .failure(.tooLarge(let size)):
            throw DiagnosticList(
                FileDiagnostic(FilePosition(file: path), "has \(size) bytes, and at most \(limit) are read")
            )
        case .failure(.unreadable(let reason)):
            throw DiagnosticList(FileDiagnostic(FilePosition(file: path), "cannot be read: \(reason)"))
        }
    }

    static func tooLarge(_ name: String) -> FileDiagnostic {
        FileDiagnostic(FilePosition(file: name), "larger than \(YAMLFile.sizeLimit >> 20) MiB, which is the limit")
    }

    private enum Failure: Error {
        case unreadable(String)
        /// `size`: in bytes, as far as it is known.
        case tooLarge(size: Int)
    }

    private static func readBytes(_ path: String, limit: Int) -> Result<[UInt8], Failure> {
        // O_NONBLOCK: opening a pipe must not wait for its writer; what is no regular file is refused below.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .failure(.unreadable(reason(errno))) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return .failure(.unreadable(reason(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else { return .failure(.unreadable("it is not a regular file")) }
        var bytes: [UInt8] = []
        // The size on record is only a hint: the file may grow meanwhile, and some have none.
        bytes.reserveCapacity(min(max(0, Int(status.st_size)), limit) + 1)
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = chunk.withUnsafeMutableBytes { Self.readOnce(descriptor, into: $0) }
            if count == 0 { return .success(bytes) }
            guard count > 0 else { return .failure(.unreadable(reason(errno))) }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > limit { return .failure(.tooLarge(size: max(bytes.count, Int(status.st_size)))) }
        }
    }

    private static func readOnce(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) -> Int {
        while true {
            let count = systemRead(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 || errno != EINTR { return count }
        }
    }

    private static func reason(_ code: Int32) -> String {
        String(cString: strerror(code))
    }

    private static func position(ofByte offset: Int, in bytes: [UInt8], file: String) -> FilePosition {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == 0x0A {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return FilePosition(file: file, line: line, column: column)
    }
}
