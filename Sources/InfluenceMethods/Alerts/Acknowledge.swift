import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceServer

extension AdminMethods {
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
                    : open.isEmpty ? "no alert is open" : "none of those that are open begins so"
            )
        }
        let now = engine.time.now()
        let hasEnd = input.until != nil || input.seconds != nil
        let expiry = hasEnd ? try expiry(input.until ?? "", input.seconds) : nil
        var span: TimeSpan?
        if case .after(let given) = expiry { span = given }
        try await engine.acknowledge(
            Acknowledgement(
                incident: incident,
                key: record.key,
                createdAt: now,
                until: expiry?.moment(from: now),
                author: Users.author(request.peer),
                comment: try comment(input.comment)
            ),
            for: span
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
}
