import InfluenceEngine
@testable import InfluenceHost
import InfluenceModel
import InfluenceTestKit

extension Trial {
    /// Runs the loop by a schedule as the configuration says it, while `body` moves the clock.
    func operate(
        _ schedule: String,
        data: [String] = [],
        _ body: (Settings) async throws -> Void
    ) async throws {
        let settings = Settings(try configuration(schedule, data: data))
        let loop = RunLoop(
            engine: engine,
            settings: settings,
            clock: clock,
            wakeup: engine.wakeup,
            notifier: ServiceNotifier(environment: [:])
        )
        let task = Task { await loop.run(until: StopRequest()) }
        do {
            try await body(settings)
        } catch {
            engine.wakeup.end()
            await task.value
            throw error
        }
        engine.wakeup.end()
        await task.value
    }

    func configuration(_ schedule: String, data: [String] = []) throws -> Configuration {
        try ConfigurationFile.parse(
            "model: trial.yaml\ndata: [\(data.joined(separator: ", "))]\nschedule: {\(schedule)}\n",
            path: folder["influenced.yaml"]
        )
    }
}

/// Returns when `isMet`; the suite's time limit ends what never comes.
func condition(_ isMet: () throws -> Bool) async throws {
    while try !isMet() {
        try Task.checkCancellation()
        await Task.yield()
    }
}
