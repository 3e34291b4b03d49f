import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer

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
        let board = engine.board.current
        let matcher = try limits.matcher(input, in: board.loaded.model, severity: severity, labels: labels)
        guard matcher != AlertMatcher() else {
            throw AdminError.invalidRequest(
                "a silence needs something to match: a rule, a country, a power, a node, a severity or a label"
            )
        }
        let until = try expiry(input.until, input.seconds)
        let comment = try comment(input.comment)
        let names = board.alerts.names(in: board.loaded.model)
        // Of what is to come nothing is known.
        if input.future != true, let stray = names.stray(in: matcher) {
            throw stray.adminError
        }
        let active = activeSilences.count
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

    private static var labelLimit: Int { 64 }
    /// Silences at one time: each event and each alert is held against all of them.
    private static var silenceLimit: Int { 1_000 }
}
