internal import Glibc
import InfluenceBytes
import InfluenceText

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

    /// A path as it is written, from the root on: the same whatever stands there, where a link leads, and whether anything
    /// can be found out about it.
    package static func absolutePath(_ path: String) -> String {
        guard !path.hasPrefix("/") else { return plain(path) }
        guard let folder = getcwd(nil, 0) else { return path }
        defer { free(folder) }
        return plain(String(cString: folder) + "/" + path)
    }

    /// Without what says nothing. The folder above is left as it is written: behind a link it is another one.
    private static func plain(_ path: String) -> String {
        "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
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
        FileDiagnostic(
            FilePosition(file: name),
            "larger than \(DecimalText.mebibytes(YAMLFile.sizeLimit)), which is the limit"
        )
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
