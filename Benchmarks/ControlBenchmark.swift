import InfluenceControl
import InfluenceServer

#if canImport(Glibc)
    import Glibc
#endif

/// How fast calls are answered: server and clients in one process, over a real socket.
enum ControlBenchmark {
    private static let interfaceText = """
        interface org.influenced.bench
        # A document of one kilobyte that is kept rendered, as the daemon does it.
        method GetStatus() -> (status: object)
        """
    private static let getInfo = "org.varlink.service.GetInfo"
    private static let getStatus = "org.influenced.bench.GetStatus"

    static func run() async throws -> [BenchmarkLine] {
        let path = "/tmp/influenced-bench-\(getpid())"
        let status = RenderedJSON(["status": ["text": .string(String(repeating: "x", count: 1_000))]])
        let interface = try VarlinkInterface(
            InterfaceDescription(parsing: interfaceText),
            methods: ["GetStatus": .immediate { _ in .rendered(status) }],
            failure: { _ in .permissionDenied }
        )
        let identity = ServiceIdentity(vendor: "influenced", product: "influenced-bench", version: "1", url: "")
        let server = try VarlinkServer(identity, interfaces: [interface])
        try await server.start(on: ListeningSocket.make(path: path))
        _ = try sequentialCalls(path, getInfo, count: 2_000)
        let info = try sequentialCalls(path, getInfo, count: 50_000)
        let document = try sequentialCalls(path, getStatus, count: 30_000)
        let many = try concurrentCalls(path, getInfo, connections: 50, count: 300_000)
        await server.stop()
        return [
            BenchmarkLine(
                name: "GetInfo, 1 connection",
                measured: info.rate,
                unit: "/s",
                budget: 12_000,
                isCeiling: false
            ),
            BenchmarkLine(name: "GetInfo, p99", measured: info.p99, unit: "us", budget: 150, isCeiling: true),
            BenchmarkLine(
                name: "GetStatus (1 kB), 1 connection",
                measured: document.rate,
                unit: "/s",
                budget: 5_000,
                isCeiling: false
            ),
            BenchmarkLine(
                name: "GetInfo, 50 connections",
                measured: many,
                unit: "/s",
                budget: 50_000,
                isCeiling: false
            ),
        ]
    }

    /// One call after the other through the client that influencectl uses.
    private static func sequentialCalls(
        _ path: String,
        _ method: String,
        count: Int
    ) throws -> (rate: Double, p99: Double) {
        let connection = try VarlinkConnection(path: path, timeout: .seconds(10))
        var microseconds: [Double] = []
        microseconds.reserveCapacity(count)
        let start = ContinuousClock.now
        var last = start
        for _ in 0..<count {
            _ = try connection.call(method)
            let now = ContinuousClock.now
            microseconds.append((now - last) / .microseconds(1))
            last = now
        }
        microseconds.sort()
        return (Double(count) / ((last - start) / .seconds(1)), microseconds[count * 99 / 100])
    }

    private struct Failure: Error {
        let operation: String
        let errno: Int32
    }

    /// One call under way on each connection, all served by one thread that only counts the replies.
    private static func concurrentCalls(
        _ path: String,
        _ method: String,
        connections: Int,
        count: Int
    ) throws -> Double {
        guard let address = UnixAddress(path: path) else { throw Failure(operation: "path", errno: 0) }
        let call = Call(method).message()
        var polled: [pollfd] = []
        defer { for entry in polled { close(entry.fd) } }
        for _ in 0..<connections {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
            guard address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0 else {
                throw Failure(operation: "connect", errno: errno)
            }
        }
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        var answered = 0
        let start = ContinuousClock.now
        for entry in polled { send(entry.fd, call, call.count, 0) }
        while answered < count {
            guard poll(&polled, nfds_t(polled.count), 10_000) > 0 else {
                throw Failure(operation: "poll", errno: errno)
            }
            for entry in polled where entry.revents != 0 {
                let received = recv(entry.fd, &chunk, chunk.count, 0)
                guard received > 0 else { throw Failure(operation: "receive", errno: errno) }
                guard chunk[received - 1] == 0 else { continue }
                answered += 1
                send(entry.fd, call, call.count, 0)
            }
        }
        return Double(answered) / ((ContinuousClock.now - start) / .seconds(1))
    }
}
