import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles
import InfluenceServer

extension AdminMethods {
    func extendSilences(
        _ input: AdminInterface.ExtendSilences.Input,
        _ request: Request
    ) async throws -> AdminInterface.ExtendSilences.Output {
        try await engine.refuseIfClockIsWrong()
        let silences = try SilenceQuery(
            input,
            numbers: input.silences ?? [],
            in: engine.board.current.loaded.model,
            limits
        ).silences(among: activeSilences)
        let until = try expiry(input.until, input.seconds)
        let extended = try await engine.extend(silences.map(\.id), until: until, by: Users.author(request.peer))
        return AdminInterface.ExtendSilences.Output(
            silences: extended.map { AdminInterface.SilenceEnd(silence: $0.id, until: Document.time($0.end)) }
        )
    }
}
