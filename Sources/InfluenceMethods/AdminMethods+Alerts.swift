import InfluenceAlerts
import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    func silence(
        _ input: AdminInterface.Silence.Input,
        _ request: Request
    ) async throws -> AdminInterface.Silence.Output {
        // Said first, here and below: by a clock that is wrong no name would help.
        try await engine.refuseIfClockIsWrong()
        let given = input.labels ?? [:]
        guard given.count <= Self.labelLimit else {
            throw AdminError.invalidRequest("a silence has at most \(Self.labelLimit) labels")
        }
        let labels = try given.sorted { $0.key < $1.key }.map { name, value in
            AlertLabel(try limits.pattern(name, "labels"), try limits.pattern(value, "labels"))
        }
        let severity: AlertSeverity? = try Arguments.word(input.severity, AdminInterface.Silence.Input.Field.severity)
        let matcher = try limits.matcher(input, severity: severity, labels: labels)
        guard matcher != AlertMatcher() else {
            throw AdminError.invalidRequest(
                "a silence needs something to match: a rule, a country, a power, a node, a severity or a label"
            )
        }
        let until = try end(input.until)
        let comment = try comment(input.comment)
        let board = engine.board.current
        let names = board.alerts.names(in: board.loaded.model)
        // Of what is to come nothing is known.
        if input.future != true, let stray = names.stray(in: matcher) {
            throw stray.adminError
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
        return AdminInterface.Silence.Output(
            silence: silence.id,
            alerts: Int64(alerts)
        )
    }

    func extendSilences(
        _ input: AdminInterface.ExtendSilences.Input,
        _ request: Request
    ) async throws -> AdminInterface.ExtendSilences.Output {
        try await engine.refuseIfClockIsWrong()
        let silences = try SilenceQuery(input, numbers: input.silences ?? [], limits).silences(among: activeSilences)
        let until = try end(input.until)
        let extended = try await engine.extend(silences.map(\.id), until: until, by: Users.author(request.peer))
        return AdminInterface.ExtendSilences.Output(
            silences: extended.map { AdminInterface.SilenceEnd(silence: $0.id, until: Document.time($0.end)) }
        )
    }

    func unsilence(_ input: AdminInterface.Unsilence.Input) async throws -> AdminInterface.Unsilence.Output {
        try await engine.refuseIfClockIsWrong()
        let numbers = (input.silences ?? []) + (input.silence.map { [$0] } ?? [])
        let silences = try SilenceQuery(input, numbers: numbers, limits).silences(among: activeSilences)
        let ended = try await engine.unsilence(silences.map(\.id))
        // Another one was quicker.
        guard let first = ended.first else { throw AdminError.unknownSilence(silences.first?.id ?? 0) }
        return AdminInterface.Unsilence.Output(
            silence: first.id,
            endedAt: Document.time(first.end),
            silences: ended.map(\.id)
        )
    }

    private var activeSilences: [Silence] {
        let now = clock.now()
        return engine.board.current.alerts.silences.all.filter { $0.isActive(at: now) }
    }

    func acknowledge(
        _ input: AdminInterface.Acknowledge.Input,
        _ request: Request
    ) async throws -> AdminInterface.Acknowledge.Output {
        try await engine.refuseIfClockIsWrong()
        let name = input.alert
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
                until: try input.until.map(end),
                author: Users.author(request.peer),
                comment: try comment(input.comment)
            )
        )
        return AdminInterface.Acknowledge.Output(
            alert: incident,
            rule: record.key.rule,
            subject: record.key.subject.description
        )
    }

    /// Lets the values count that are held under the event whose id begins so; `nil` where there is no such event, or there
    /// are several.
    private func accept(_ name: String, _ request: Request) async throws -> AdminInterface.Acknowledge.Output? {
        let held = engine.board.current.alerts.records.compactMap { record -> (event: String, key: AlertKey)? in
            guard let hold = record.hold, !hold.isAccepted, let event = hold.event, event.hasPrefix(name) else {
                return nil
            }
            return (event, record.key)
        }
        guard let first = held.first, held.allSatisfy({ $0.event == first.event }) else { return nil }
        let count = try await engine.accept(held: first.event, author: Users.author(request.peer))
        return AdminInterface.Acknowledge.Output(
            alert: first.event,
            rule: first.key.rule,
            subject: held.count == 1 ? first.key.subject.description : "",
            accepted: Int64(count)
        )
    }

    private static var labelLimit: Int { 64 }
    /// Silences at one time: each event and each alert is held against all of them.
    private static var silenceLimit: Int { 1_000 }

    private func comment(_ text: String) throws -> String {
        guard text.utf8.count <= Self.commentLimit else {
            throw AdminError.invalidRequest("'comment' is longer than \(Self.commentLimit) bytes")
        }
        return text
    }

    /// A time to come.
    private func end(_ text: String) throws -> Instant {
        guard let until = Instant(rfc3339: text) else {
            throw AdminError.invalidRequest("'\(text)' is not a time; write 2026-11-23T06:00:00Z")
        }
        guard until > clock.now() else { throw AdminError.invalidRequest("\(until) is over already") }
        return until
    }

    func testHook(_ input: AdminInterface.TestHook.Input) async throws -> AdminInterface.TestHook.Output {
        let name = input.hook
        guard let outcome = await tryHook(name) else {
            throw AdminError.unknownHook(name, known: engine.board.current.alerts.hooks.map(\.name))
        }
        return AdminInterface.TestHook.Output(
            hook: name,
            delivered: outcome.isDelivered,
            status: outcome.status.map { Int64($0) },
            error: outcome.error,
            output: outcome.output,
            durationSeconds: outcome.seconds
        )
    }

    func retryDeliveries(
        _ input: AdminInterface.RetryDeliveries.Input
    ) async throws -> AdminInterface.RetryDeliveries.Output {
        try await engine.refuseIfClockIsWrong()
        let known = engine.board.current.alerts.hooks.map(\.name)
        if let hook = input.hook, hook != AlertDelivery.journal, !known.contains(hook) {
            throw AdminError.unknownHook(hook, known: known)
        }
        return .init(deliveries: Int64(try await engine.retryDeliveries(hook: input.hook)))
    }

    func dismissDeliveries(
        _ input: AdminInterface.DismissDeliveries.Input,
        _ request: Request
    ) async throws -> AdminInterface.DismissDeliveries.Output {
        try await engine.refuseIfClockIsWrong()
        // Also of a hook that is configured no more: that is what they were given up for.
        let count = try await engine.dismissDeliveries(hook: input.hook, author: Users.author(request.peer))
        return .init(deliveries: Int64(count))
    }
}
