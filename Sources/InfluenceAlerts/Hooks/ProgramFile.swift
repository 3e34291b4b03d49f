import Glibc
import InfluenceText

/// A file that is to be executed, looked at without executing it.
package enum ProgramFile {
    /// Where hooks' scripts find programs, as ``HookRunner`` sets it.
    static let searchPath = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// Why it cannot be executed, and by nobody; `nil` where it can, as far as can be seen.
    /// - Parameter path: absolute.
    package static func problem(_ path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            let code = errno
            guard code == ENOENT || code == ENOTDIR else {
                // Others may see what we may not.
                return code == EACCES ? nil : "\(path) cannot be looked at: \(ChildRun.text(code))"
            }
            return "there is no program \(path)" + suggestion(path)
        }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { return "\(path) is a folder, no program" }
        guard kind == S_IFREG else { return "\(path) is no regular file" }
        guard status.st_mode & 0o111 != 0 else { return "\(path) is not executable; chmod +x \(path)" }
        guard geteuid() == 0 || access(path, R_OK) == 0 else { return nil }
        return problemInside(path)
    }

    /// A name alone is the file of that name beside the rule file, and not looked for as a shell would.
    private static func suggestion(_ path: String) -> String {
        guard let name = path.split(separator: "/").last.map(String.init), let found = find(name), found != path else {
            return ""
        }
        return "\(NearestName.question(found)) Programs are named by their whole path, or from the rule file's folder"
    }

    private static func find(_ name: String) -> String? {
        (searchPath + ["/usr/sbin", "/sbin"]).map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }

    private static func problemInside(_ path: String) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var buffer = [UInt8](repeating: 0, count: 256)
        let count = read(file, &buffer, buffer.count)
        guard count >= 0 else { return nil }
        guard count > 0 else { return "\(path) is empty" }
        let start = buffer.prefix(count)
        if start.starts(with: [0x7F] + Array("ELF".utf8)) { return nil }
        guard start.starts(with: Array("#!".utf8)) else {
            return "\(path) is neither a program nor a script: its first line has to be #! and an interpreter"
        }
        let line = start.dropFirst(2).prefix { $0 != 0x0A }
        guard line.last != 0x0D else {
            return "\(path): its first line ends with a carriage return, which becomes part of the interpreter's name"
        }
        let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == "\t" }.map(String.init)
        guard let interpreter = words.first else { return "\(path): its first line names no interpreter" }
        guard access(interpreter, X_OK) == 0 || errno == EACCES else {
            return "\(path): its interpreter \(interpreter) is missing"
        }
        guard interpreter.hasSuffix("/env"), words.count == 2, let name = words.last, !name.contains("=") else {
            return nil
        }
        guard searchPath.contains(where: { access($0 + "/" + name, X_OK) == 0 }) else {
            return "\(path): its interpreter \(name) is not in \(searchPath.joined(separator: ":"))"
        }
        return nil
    }
}
