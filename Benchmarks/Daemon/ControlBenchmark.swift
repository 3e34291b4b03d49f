import Glibc
import InfluenceControl

/// How fast a daemon answers over its socket. Its clients have the second processor.
enum ControlBenchmark {
    private static let getInfo = "org.varlink.service.GetInfo"
    private static let getStatus = "org.influenced.Index.GetStatus"
    private static let rounds = 3

    static func run(_ daemon: DaemonProcess, _ report: (BenchmarkLine) -> Void) throws {
        let path = daemon.socket
        _ = try sequentialCalls(path, getInfo, count: 2_000)
        let info = try (0..<rounds).map { _ in try sequentialCalls(path, getInfo, count: 20_000) }
        report(BenchmarkLine("GetInfo, 1 connection", info.map(\.rate).median, "/s", .atLeast(12_000)))
        report(BenchmarkLine("GetInfo, 1 connection, p99", info.map(\.p99).median, "us", .atMost(150)))
        let status = try (0..<rounds).map { _ in try sequentialCalls(path, getStatus, count: 10_000).rate }
        report(BenchmarkLine("GetStatus, 1 connection", status.median, "/s", .atLeast(5_000)))
        let many = try (0..<rounds).map { _ in try concurrentCalls(path, getInfo, connections: 50, count: 150_000) }
        report(BenchmarkLine("GetInfo, 50 connections", many.median, "/s", .atLeast(50_000)))
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
        return (Double(count) / ((last - start) / .seconds(1)), microseconds.quantile(0.99))
    }

    /// One call under way on each connection, all served by one thread that only counts the replies.
    private static func concurrentCalls(
        _ path: String,
        _ method: String,
        connections: Int,
        count: Int
    ) throws -> Double {
        guard let address = UnixAddress(path: path) else { throw Obstacle("the socket path is too long") }
        let call = Call(method).message()
        var polled: [pollfd] = []
        defer { for entry in polled { close(entry.fd) } }
        for _ in 0..<connections {
            let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            polled.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
            guard address.withSocketAddress({ connect(descriptor, $0, $1) }) == 0 else {
                throw failure("connect")
            }
        }
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        var answered = 0
        let start = ContinuousClock.now
        for entry in polled { send(entry.fd, call, call.count, 0) }
        while answered < count {
            guard poll(&polled, nfds_t(polled.count), 10_000) > 0 else {
                throw failure("poll")
            }
            for entry in polled where entry.revents != 0 {
                let received = recv(entry.fd, &chunk, chunk.count, 0)
                guard received > 0 else { throw failure("receive") }
                guard chunk[received - 1] == 0 else { continue }
                answered += 1
                send(entry.fd, call, call.count, 0)
            }
        }
        return Double(answered) / ((ContinuousClock.now - start) / .seconds(1))
    }

    private static func failure(_ operation: String) -> Obstacle {
        Obstacle("\(operation): \(String(cString: strerror(errno)))")
    }
}
