import Glibc

/// The few system calls that the store needs beside SQLite. All of them report failure as `errno`'s text.
enum SystemCalls {
    struct Failure: Error {
        let code: Int32

        /// What `errno` says now.
        init() {
            code = errno
        }

        var reason: String { String(cString: strerror(code)) }
        var isMissing: Bool { code == ENOENT }
    }

    /// The size of a file, or `nil` without one.
    static func size(_ path: String) throws(Failure) -> Int? {
        var info = stat()
        guard stat(path, &info) == 0 else {
            let failure = Failure()
            if failure.isMissing { return nil }
            throw failure
        }
        return Int(info.st_size)
    }

    /// The size of a file; 0 also where there is none, or it cannot be looked at.
    static func bytes(of path: String) -> Int {
        ((try? size(path)) ?? nil) ?? 0
    }

    static func isRegularFile(_ path: String) -> Bool {
        var info = stat()
        return stat(path, &info) == 0 && info.st_mode & S_IFMT == S_IFREG
    }

    /// The file that a link leads to, in the end; any other path, and that of a link to what is no file, as it is.
    static func target(of path: String) -> String {
        var info = stat()
        guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFLNK, isRegularFile(path),
            let resolved = realpath(path, nil)
        else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Whether the name is taken, be it by a dangling link.
    static func exists(_ path: String) -> Bool {
        var info = stat()
        return lstat(path, &info) == 0
    }

    static func permissions(_ path: String) -> mode_t {
        var info = stat()
        return stat(path, &info) == 0 ? info.st_mode & 0o777 : 0o600
    }

    /// Up to `count` bytes of a file, from its start unless told otherwise.
    static func head(_ path: String, _ count: Int, at offset: Int = 0) throws(Failure) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure() }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: count)
        let got = pread(file, &bytes, count, off_t(offset))
        guard got >= 0 else { throw Failure() }
        return Array(bytes.prefix(got))
    }

    /// Whether two names are of one file.
    static func isSameFile(_ one: String, _ other: String) -> Bool {
        var first = stat()
        var second = stat()
        guard stat(one, &first) == 0, stat(other, &second) == 0 else { return false }
        return first.st_dev == second.st_dev && first.st_ino == second.st_ino
    }

    /// Whether a name is that of an open file.
    static func isFile(_ descriptor: Int32, named path: String) -> Bool {
        var opened = stat()
        var named = stat()
        guard fstat(descriptor, &opened) == 0, stat(path, &named) == 0 else { return false }
        return opened.st_dev == named.st_dev && opened.st_ino == named.st_ino
    }

    /// Copies a file's bytes to a new file.
    static func copy(_ source: String, to target: String, permissions: mode_t) throws(Failure) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw Failure() }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
        guard output >= 0 else { throw Failure() }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = Glibc.read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure() }
            if count == 0 { return }
            var written = 0
            while written < count {
                let step = buffer.withUnsafeBytes { bytes in
                    bytes.baseAddress.map { Glibc.write(output, $0 + written, count - written) } ?? -1
                }
                if step < 0, errno == EINTR { continue }
                guard step > 0 else { throw Failure() }
                written += step
            }
        }
    }

    /// Makes what was written to a file, or renamed in a directory, survive a power cut.
    static func sync(_ path: String) throws(Failure) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure() }
        defer { close(file) }
        guard fsync(file) == 0 else { throw Failure() }
    }

    /// An empty file in the same directory, so that renaming it is one step.
    static func temporaryFile(beside path: String) throws(Failure) -> String {
        var name = Array((path + ".XXXXXX").utf8)
        name.append(0)
        let descriptor = name.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { mkstemp($0.assumingMemoryBound(to: CChar.self)) } ?? -1
        }
        guard descriptor >= 0 else { throw Failure() }
        close(descriptor)
        return String(decoding: name.dropLast(), as: UTF8.self)
    }

    /// Renames without ever replacing a file of the new name.
    static func renameExclusively(_ old: String, to new: String) throws(Failure) {
        guard link(old, new) == 0 else {
            let failure = Failure()
            // File systems without hard links: between the look and the rename another file may slip in.
            guard failure.code == EPERM || failure.code == EOPNOTSUPP, !exists(new) else { throw failure }
            guard rename(old, new) == 0 else { throw Failure() }
            return
        }
        unlink(old)
    }

    /// The bytes that this process may still write to the file system of `path`, or of its folder where there is no such file
    /// yet; `nil` if it does not say.
    static func freeBytes(_ path: String) -> Int? {
        guard let info = fileSystem(of: path) else { return nil }
        let (bytes, overflow) = Int(clamping: info.f_bavail).multipliedReportingOverflow(
            by: Int(clamping: info.f_frsize)
        )
        return overflow ? .max : bytes
    }

    /// What the file system of `path` says of itself, or that of its folder where there is no such file yet.
    private static func fileSystem(of path: String) -> statvfs? {
        var info = statvfs()
        return statvfs(path, &info) == 0 || statvfs(directory(of: path), &info) == 0 ? info : nil
    }

    static func isReadOnlyDisk(_ path: String) -> Bool {
        fileSystem(of: path).map { $0.f_flag & UInt(ST_RDONLY) != 0 } ?? false
    }

    /// Whether it counts inodes, and this process may have none of them any more.
    static func hasNoInodes(_ path: String) -> Bool {
        fileSystem(of: path).map { $0.f_files > 0 && $0.f_favail == 0 } ?? false
    }

    /// Why nothing more can be opened at this moment; `nil` where something can.
    static func lackOfDescriptors(_ path: String) -> Int32? {
        let descriptor = open(directory(of: path), O_RDONLY | O_CLOEXEC | O_DIRECTORY)
        if descriptor < 0 { return errno == EMFILE || errno == ENFILE ? errno : nil }
        close(descriptor)
        return nil
    }

    /// The names in a folder, in no order; none where it cannot be read.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
            )
        }
        return names
    }

    /// What comes after the folder.
    static func name(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
    }

    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}
