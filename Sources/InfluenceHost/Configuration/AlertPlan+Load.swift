import InfluenceAlerts
import InfluenceFiles
import InfluenceModel

extension AlertPlan {
    /// The rules and hooks that a configuration names; none where it names no file.
    /// - Throws: everything that is wrong in the rule file, each with its place.
    static func load(_ configuration: Configuration, _ model: Model) throws(DiagnosticList) -> AlertPlan {
        guard let path = configuration.alerts else { return .none }
        return try RuleFile.read(SourceFile.read(path), name: path, model: model, feeds: configuration.data)
    }
}
