import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    func silence(_ request: Request) async throws -> JSONValue {
        // Said first, here and below: by a clock that is wrong no name would help.
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
        let matching = open.filter { $0.incident?.hasPrefix(name) ?? false }
        if !name.isEmpty, matching.isEmpty, let accepted = try await accept(name, request) { return accepted }
        guard !name.isEmpty, let record = matching.first, matching.count == 1, let incident = record.incident else {
            throw AdminError.unknownAlert(
                name,
                matching.count > 1
                    ? "\(matching.count) open alerts begin so; give more digits"
                    : open.isEmpty ? "no alert is open" : "no open alert begins so; 'influencectl alerts' lists them"
            )
        }
        try await engine.acknowledge(
            Acknowledgement(
                incident: incident,
                key: record.key,
                createdAt: clock.now(),
                until: try end(request.parameters, required: false),
                author: Users.author(request.peer),
                comment: try comment(request.parameters)
            )
        )
        return [
            "alert": .string(incident), "rule": .string(record.key.rule),
            "subject": .string(record.key.subject.description),
        ]
    }

    /// Lets the values count that are held under the event whose id begins so; `nil` where there is no such event, or there
    /// are several.
    private func accept(_ name: String, _ request: Request) async throws -> JSONValue? {
        let held = engine.board.current.alerts.records.compactMap { record -> (event: String, key: AlertKey)? in
            guard let hold = record.hold, !hold.isAccepted, let event = hold.event, event.hasPrefix(name) else {
                return nil
            }
            return (event, record.key)
        }
        guard let first = held.first, held.allSatisfy({ $0.event == first.event }) else { return nil }
        let count = try await engine.accept(held: first.event, author: Users.author(request.peer))
        return [
            "alert": .string(first.event), "rule": .string(first.key.rule),
            "subject": .string(held.count == 1 ? first.key.subject.description : ""),
            "accepted": .integer(Int64(count)),
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
        guard let outcome = await tryHook(name) else {
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

    func dismissDeliveries(_ request: Request) async throws -> JSONValue {
        // Also of a hook that is configured no more: that is what they were given up for.
        let hook = request.parameters["hook"]?.stringValue
        let count = try await engine.dismissDeliveries(hook: hook, author: Users.author(request.peer))
        return ["deliveries": .integer(Int64(count))]
    }
}
