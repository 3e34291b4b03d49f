import InfluenceAlerts
import InfluenceModel
import InfluenceFeeds
package import InfluenceModelFiles

/// `influenced check`: everything that the daemon would refuse at its start or at a reload.
package enum ConfigurationCheck {
    /// - Returns: what is in order, a line each, and what is hardly meant.
    /// - Throws: every error of the first that has any: the configuration, the model, the rules, the data files.
    package static func run(_ path: String) throws(DiagnosticList) -> [String] {
        let configuration = try ConfigurationFile.load(path)
        let loaded = try ModelFiles.load(path: configuration.model)
        let model = loaded.model
        try ModelMemory.check(
            loaded,
            limit: ModelMemory.limit(configuration),
            today: SystemClock().now().day,
            threads: RunningDaemon.threads
        )
        let alerts = try AlertPlan.load(configuration, model)
        let collector = DiagnosticCollector()
        for file in configuration.data {
            do throws(DiagnosticList) {
                let outcome = ObservationCSV.read(
                    try SourceFile.bytes(file),
                    checks: ObservationChecks(model: model)
                )
                for error in outcome.errors {
                    let position = FilePosition(file: file, line: error.line, column: error.column)
                    collector.report(
                        at: position,
                        error.field.isEmpty ? error.reason : "\(error.field): \(error.reason)"
                    )
                }
            } catch {
                for diagnostic in error.diagnostics { collector.report(at: diagnostic.position, diagnostic.message) }
            }
        }
        try collector.check()
        let warnings = loaded.warnings.map { "\($0.position): warning: \($0.message)" }
        let lines = [
            "\(path): in order; runs \(configuration.schedule.timing)",
            "\(configuration.model): model \(model.id), \(model.powers.count) powers, \(model.countries.count) countries, "
                + "\(model.indicators.count) indicators, \(model.tracked.count) tracked; hash \(loaded.hash)",
        ]
        guard let path = configuration.alerts else { return lines + warnings }
        let watched = alerts.rules.filter(\.isEnabled).reduce(0) { $0 + $1.subjects(in: model).count }
        return lines + [
            "\(path): \(alerts.rules.count) rules over \(watched) series, \(alerts.hooks.count) hooks besides the journal"
        ] + warnings
    }
}
