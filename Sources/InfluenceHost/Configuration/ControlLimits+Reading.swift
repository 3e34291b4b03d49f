import InfluenceEngine
import InfluenceFiles
import InfluenceMethods
import InfluenceServer

extension ControlLimits {
    /// Reads `limits`; what is absent has its default.
    init(_ mapping: MappingReader?, _ collector: DiagnosticCollector) {
        self.init()
        guard var reader = mapping else { return }
        func read(_ key: String, _ kind: ScalarKind<Int>, _ into: WritableKeyPath<ControlLimits, Int>) {
            if let value = reader.optional(key, kind)?.value { self[keyPath: into] = value }
        }
        read("connections", .integer(in: 2...10_000), \.server.connections)
        read("connections_per_user", .integer(in: 1...10_000), \.server.connectionsPerUser)
        read("reserved_connections", .integer(in: 0...10_000), \.server.reservedConnections)
        read("waiting_calls", .integer(in: 1...10_000), \.server.waitingCalls)
        read("waiting_bytes", .bytes(in: 64 << 10...1 << 30), \.server.waitingBytes)
        read("log_lines", .integer(in: 0...10_000), \.server.logLines)
        read("pattern_bytes", .integer(in: 1...65_536), \.patternBytes)
        read("import_bytes", .bytes(in: 1 << 20...16 << 30), \.imports.bytes)
        read("import_rows", .integer(in: 1_000...1_000_000_000), \.imports.rows)
        if server.reservedConnections >= server.connections {
            let position = reader.position(of: "reserved_connections") ?? reader.position(of: "connections")
            let message =
                "all \(server.connections) connections would be kept for administrators; 'reserved_connections' has to be "
                + "less than 'connections'"
            if let position { collector.report(at: position, message) }
        }
        reader.finish()
    }
}
