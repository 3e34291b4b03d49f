import InfluenceModel
package import InfluenceModelFiles

/// `influenced check`: everything that the daemon would refuse at its start or at a reload.
package enum ConfigurationCheck {
    /// - Returns: what is in order, a line each.
    /// - Throws: every error of the first file that has any: the configuration, then the model.
    package static func run(_ path: String) throws(DiagnosticList) -> [String] {
        let configuration = try ConfigurationFile.load(path)
        let loaded = try ModelFiles.load(path: configuration.model)
        let model = loaded.model
        return [
            "\(path): in order; runs \(configuration.schedule.timing)",
            "\(configuration.model): model \(model.id), \(model.powers.count) powers, \(model.countries.count) countries, "
                + "\(model.indicators.count) indicators, \(model.tracked.count) tracked; hash \(loaded.hash)",
        ]
    }
}
