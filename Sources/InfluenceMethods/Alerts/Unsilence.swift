import InfluenceControl
import InfluenceEngine
import InfluenceModel
import InfluenceModelFiles

extension AdminMethods {
    func unsilence(_ input: AdminInterface.Unsilence.Input) async throws -> AdminInterface.Unsilence.Output {
        try await engine.refuseIfClockIsWrong()
        let numbers = (input.silences ?? []) + (input.silence.map { [$0] } ?? [])
        let silences = try SilenceQuery(input, numbers: numbers, in: engine.board.current.loaded.model, limits)
            .silences(among: activeSilences)
        let ended = try await engine.unsilence(silences.map(\.id))
        // Another one was quicker.
        guard let first = ended.first else { throw AdminError.unknownSilence(silences.first?.id ?? 0) }
        return AdminInterface.Unsilence.Output(
            silence: first.id,
            endedAt: Document.time(first.end),
            silences: ended.map(\.id)
        )
    }
}
