internal import Glibc
import InfluenceBytes

/// Reads a text file whole, within a limit.
package enum SourceFile {
    /// - Parameters:
    ///   - path: absolute, or relative to the working directory.
    ///   - referrer: where another file names this one; a file that cannot be opened is reported there.
    /// - Returns: the file's text, byte for byte but for a byte order mark at its head: an editor's, no content.
    /// - Throws: one diagnostic: not readable, no regular file, too large, not UTF-8.
    package static func read(_ path: String, namedAt referrer: FilePosition? = nil) throws(DiagnosticList) -> String {
        let bytes: [UInt8]
        switch BoundedFile.read(path, limit: YAMLFile.sizeLimit) {
        case .success(let contents): bytes = contents
        case .failure(.tooLarge): throw DiagnosticList(tooLarge(path))
        case .failure(let problem):
            guard let referrer else {
                throw DiagnosticList(FileDiagnostic(FilePosition(file: path), "cannot be read: \(problem.reason)"))
            }
            throw DiagnosticList(FileDiagnostic(referrer, "'\(path)' cannot be read: \(problem.reason)"))
        }
        do throws(UTF8.ValidationError) {
            let text = String(copying: try UTF8Span(validating: bytes.span))
            return text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        } catch {
            let position = position(ofByte: error.byteOffsets.lowerBound, in: bytes, file: path)
            throw DiagnosticList(FileDiagnostic(position, "not valid UTF-8; save the file in that encoding"))
        }
    }

    /// The one absolute path of a file, whatever way it is written, and be the file away for the moment: then where its name
    /// leads, links followed as far as they go.
    package static func canonicalPath(_ path: String) -> String {
        canonicalPath(path, steps: mostSteps)
    }

    /// - Parameter steps: to follow a link, or to go to the folder above.
    private static func canonicalPath(_ path: String, steps: Int) -> String {
        if let resolved = resolved(path) { return resolved }
        guard steps > 0 else { return path }
        let folder = folder(of: path)
        if let target = target(ofLink: path) {
            return canonicalPath(target.hasPrefix("/") ? target : folder + "/" + target, steps: steps - 1)
        }
        guard let name = path.split(separator: "/").last, folder != path else { return path }
        let above = canonicalPath(folder, steps: steps - 1)
        return (above == "/" ? "" : above) + "/" + name
    }

    /// `nil` where there is no such file, or the way to it is closed.
    package static func resolved(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// More than any path that means a file has: the kernel follows 40 links.
    private static let mostSteps = 256

    private static func target(ofLink path: String) -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink(path, $0.assumingMemoryBound(to: CChar.self), bytes.count) } ?? -1
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    private static func folder(of path: String) -> String {
        let whole = path.count > 1 && path.hasSuffix("/") ? path.dropLast() : path[...]
        guard let slash = whole.lastIndex(of: "/") else { return "." }
        return slash == whole.startIndex ? "/" : String(whole[..<slash])
    }

    /// The largest file of observations that is read where nothing else is said, in bytes.
    package static let dataLimit = 1 << 30

    /// A data file whole, byte for byte.
    /// - Throws: one diagnostic: not readable, no regular file, larger than `limit` bytes.
    package static func bytes(_ path: String, limit: Int = dataLimit) throws(DiagnosticList) -> [UInt8] {
        switch BoundedFile.read(path, limit: limit) {
        case .success(let contents): return contents
        case .failure(.tooLarge(let size)):
            throw DiagnosticList(
                FileDiagnostic(FilePosition(file: path), "has \(size) bytes, and at most \(limit) are read")
            )
        case .failure(let problem):
            throw DiagnosticList(FileDiagnostic(FilePosition(file: path), "cannot be read: \(problem.reason)"))
        }
    }

    static func tooLarge(_ name: String) -> FileDiagnostic {
        FileDiagnostic(FilePosition(file: name), "larger than \(YAMLFile.sizeLimit >> 20) MiB, which is the limit")
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
