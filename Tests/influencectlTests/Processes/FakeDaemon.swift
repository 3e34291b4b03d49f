import Glibc
import InfluenceControl
import Synchronization

@testable import influencectl

/// A Varlink server of plain sockets that answers by a script. It lives in a temporary directory.
final class FakeDaemon: Sendable {
    /// The bytes to send in answer to a call, and whether to hang up then.
    struct Answer {
        var bytes: [UInt8] = []
        var hangsUp = false

        static func reply(_ parameters: JSONValue) -> Answer { Answer(bytes: Reply(parameters).message()) }

        static func pages(_ pages: [JSONValue], endless: Bool = false) -> Answer {
            Answer(
                bytes: pages.enumerated().flatMap { index, page in
                    Reply(page, continues: endless || index + 1 < pages.count).message()
                }
            )
        }

        static func error(_ name: String, _ parameters: JSONObject = [:]) -> Answer {
            Answer(bytes: Reply(VarlinkError(name, parameters)).message())
        }

        static let silence = Answer()
        static let hangUp = Answer(hangsUp: true)
        static func garbage(_ text: String) -> Answer { Answer(bytes: Array(text.utf8) + [0]) }
    }

    typealias Script = @Sendable (Call) -> Answer

    let directory: TemporaryDirectory
    let socket: String
    private let listener: Int32
    private let journal = Journal()

    /// The calls so far, in their order.
    var calls: [Call] { journal.calls.withLock { $0 } }

    init(_ script: @escaping Script) throws {
        directory = try TemporaryDirectory()
        socket = directory.path + "/s"
        guard let address = UnixAddress(path: socket) else { throw Trouble(what: "path", code: ENAMETOOLONG) }
        listener = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard listener >= 0, address.withSocketAddress({ bind(listener, $0, $1) }) == 0, listen(listener, 16) == 0
        else { throw Trouble(what: "listen", code: errno) }
        let descriptor = listener
        startThread { [journal] in
            while true {
                let peer = accept(descriptor, nil, nil)
                guard peer >= 0 else { return }
                Self.serve(peer) { call in
                    journal.calls.withLock { $0.append(call) }
                    return script(call)
                }
            }
        }
    }

    /// A daemon that answers each method, by its last name, with one document.
    convenience init(_ replies: [String: JSONValue]) throws {
        try self.init { call in
            let name = call.method.split(separator: ".").last.map(String.init) ?? ""
            return replies[name].map { .reply($0) }
                ?? .error("org.varlink.service.MethodNotFound", ["method": .string(name)])
        }
    }

    deinit {
        // Wakes the thread that waits for connections.
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    private static func serve(_ peer: Int32, _ answer: @escaping @Sendable (Call) -> Answer) {
        startThread {
            defer { close(peer) }
            var framer = MessageFramer(maximumMessageSize: 1 << 20)
            var chunk = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = chunk.withUnsafeMutableBytes { recv(peer, $0.baseAddress, $0.count, 0) }
                guard count > 0 else { return }
                framer.append(chunk[..<count])
                while let message = try? framer.next() {
                    guard let call = try? Call(parsing: message) else { return }
                    let answer = answer(call)
                    var sent = 0
                    while sent < answer.bytes.count {
                        let result = answer.bytes.withUnsafeBytes {
                            send(peer, $0.baseAddress?.advanced(by: sent), $0.count - sent, Int32(MSG_NOSIGNAL))
                        }
                        guard result > 0 else { return }
                        sent += result
                    }
                    if answer.hangsUp { return }
                }
            }
        }
    }
}

/// What was called; shared with the threads that serve.
private final class Journal: Sendable {
    let calls = Mutex<[Call]>([])
}

/// Something that the test itself could not do.
struct Trouble: Error {
    let what: String
    let code: Int32
}

/// A directory that is removed with what it holds at the end.
final class TemporaryDirectory: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/influencectl-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw Trouble(what: "mkdtemp", code: errno) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        if let entries = opendir(path) {
            while let entry = readdir(entries) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                    String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
                }
                unlink("\(path)/\(name)")
            }
            closedir(entries)
        }
        rmdir(path)
    }

    func write(_ text: String, to name: String) throws -> String {
        try influencectl.write(text, to: "\(path)/\(name)")
        return "\(path)/\(name)"
    }

    func read(_ name: String) -> String {
        let descriptor = open("\(path)/\(name)", O_RDONLY)
        guard descriptor >= 0 else { return "" }
        defer { close(descriptor) }
        return readToEnd(descriptor)
    }
}

func readToEnd(_ descriptor: Int32) -> String {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
        let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
        guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
        bytes += chunk[..<count]
    }
}

private final class ThreadBody: Sendable {
    let run: @Sendable () -> Void
    init(_ run: @escaping @Sendable () -> Void) { self.run = run }
}

private func startThread(_ run: @escaping @Sendable () -> Void) {
    var thread = pthread_t()
    let body = Unmanaged.passRetained(ThreadBody(run))
    let code = pthread_create(
        &thread,
        nil,
        { argument in
            if let argument { Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().run() }
            return nil
        },
        body.toOpaque()
    )
    if code == 0 { pthread_detach(thread) } else { body.release() }
}
