import InfluenceAlerts
import InfluenceControl
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    func silence(_ request: Request) async throws -> JSONValue {
        try await engine.refuseIfClockIsWrong()
        let parameters = request.parameters
        let given: JSONObject = parameters["labels"]?.objectValue ?? [:]
        guard given.members.count <= Self.labelLimit else {
            throw AdminError.invalidRequest("a silence has at most \(Self.labelLimit) labels")
        }
        let labels = try given.members.compactMap { member in
            _ = try limits.pattern(.string(member.name), "labels")
            return try limits.pattern(member.value, "labels").map { AlertLabel(member.name, $0) }
        }
        .sorted { $0.name < $1.name }
        let matcher = try limits.matcher(
            parameters,
            severity: try AlertSeverity.parameter(parameters),
            labels: labels
        )
        guard matcher != AlertMatcher() else {
            throw AdminError.invalidRequest(
                "a silence needs something to match: a rule, a country, a power, a node, a severity or a label"
            )
        }
        let until = try end(parameters, required: true) ?? clock.now()
        let comment = try comment(parameters)
        let board = engine.board.current
        let names = board.alerts.names(in: board.loaded.model)
        // Of what is to come nothing is known.
        if parameters["future"]?.boolValue != true, let stray = names.stray(in: matcher) {
            throw stray.error(in: "Admin")
        }
        let active = engine.board.current.alerts.silences.all.count { $0.isActive(at: clock.now()) }
        guard active < Self.silenceLimit else {
            throw AdminError.invalidRequest(
                "there are \(active) silences already, as many as there may be; end some, or silence more by one pattern"
            )
        }
        let (silence, alerts) = try await engine.silence(
            matcher,
            until: until,
            author: Users.author(request.peer),
            comment: comment
        )
        return ["silence": .integer(silence.id), "alerts": .integer(Int64(alerts))]
    }

    func extendSilences(_ request: Request) async throws -> JSONValue {
        try await engine.refuseIfClockIsWrong()
        let silences = try asked(request.parameters)
        let until = try end(request.parameters, required: true) ?? clock.now()
        let extended = try await engine.extend(
            silences.map(\.id),
            until: until,
            by: Users.author(request.peer)
        )
        return [
            "silences": .array(
                extended.map { ["silence": .integer($0.id), "until": Document.time($0.end)] }
            )
        ]
    }

    func unsilence(_ request: Request) async throws -> JSONValue {
        try await engine.refuseIfClockIsWrong()
        let silences = try asked(request.parameters)
        let ended = try await engine.unsilence(silences.map(\.id))
        // Another one was quicker.
        guard let first = ended.first else { throw AdminError.unknownSilence(silences.first?.id ?? 0) }
        return [
            "silence": .integer(first.id), "ended_at": Document.time(first.end),
            "silences": .array(ended.map { .integer($0.id) }),
        ]
    }

    private func asked(_ parameters: JSONObject) throws -> [Silence] {
        let now = clock.now()
        let active = engine.board.current.alerts.silences.all.filter { $0.isActive(at: now) }
        return try SilenceQuery(parameters, limits).silences(among: active)
    }

    func acknowledge(_ request: Request) async throws -> JSONValue {
        let name = request.parameters["alert"]?.stringValue ?? ""
        let open = engine.board.current.alerts.records.filter { $0.state.isOpen }
        let matching = open.filter { $0.opening?.hasPrefix(name) ?? false }
        guard !name.isEmpty, let record = matching.first, matching.count == 1, let opening = record.opening else {
            throw AdminError.unknownAlert(
                name,
                matching.count > 1
                    ? "\(matching.count) open alerts begin so; give more digits"
                    : open.isEmpty ? "no alert is open" : "no open alert begins so; 'influencectl alerts' lists them"
            )
        }
        try await engine.acknowledge(
            Acknowledgement(
                opening: opening,
                key: record.key,
                createdAt: clock.now(),
                until: try end(request.parameters, required: false),
                author: Users.author(request.peer),
                comment: try comment(request.parameters)
            )
        )
        return [
            "alert": .string(opening), "rule": .string(record.key.rule),
            "subject": .string(record.key.subject.description),
        ]
    }

    private static var labelLimit: Int { 64 }
    /// Silences at one time: each event and each alert is held against all of them.
    private static var silenceLimit: Int { 1_000 }

    private func comment(_ parameters: JSONObject) throws -> String {
        let text = parameters["comment"]?.stringValue ?? ""
        guard text.utf8.count <= Self.commentLimit else {
            throw AdminError.invalidRequest("'comment' is longer than \(Self.commentLimit) bytes")
        }
        return text
    }

    /// The parameter `until`: a time to come.
    private func end(_ parameters: JSONObject, required: Bool) throws -> Instant? {
        guard let text = parameters["until"]?.stringValue else {
            if required { throw VarlinkError.invalidParameter("until") }
            return nil
        }
        guard let until = Instant(rfc3339: text) else {
            throw AdminError.invalidRequest("'\(text)' is not a time; write 2026-11-23T06:00:00Z")
        }
        guard until > clock.now() else { throw AdminError.invalidRequest("\(until) is over already") }
        return until
    }

    func testHook(_ request: Request) async throws -> JSONValue {
        let name = request.parameters["hook"]?.stringValue ?? ""
        guard let outcome = await deliveries.test(name) else {
            throw AdminError.unknownHook(name, known: engine.board.current.alerts.hooks.map(\.name))
        }
        return [
            "hook": .string(name),
            "delivered": .bool(outcome.isDelivered),
            "status": .integer(orNull: outcome.status.map { Int64($0) }),
            "error": .string(orNull: outcome.error),
            "output": .string(outcome.output),
            "duration_seconds": .number(outcome.seconds),
        ]
    }

    func retryDeliveries(_ request: Request) async throws -> JSONValue {
        let hook = request.parameters["hook"]?.stringValue
        let known = engine.board.current.alerts.hooks.map(\.name)
        if let hook, hook != AlertDelivery.journal, !known.contains(hook) {
            throw AdminError.unknownHook(hook, known: known)
        }
        return ["deliveries": .integer(Int64(try await engine.retryDeliveries(hook: hook)))]
    }
}
