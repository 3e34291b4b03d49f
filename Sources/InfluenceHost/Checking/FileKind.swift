import InfluenceFiles
import InfluenceText

/// What a file is for, told by what stands in it.
enum FileKind: CaseIterable {
    case configuration, rules, model

    /// Keys of its top level.
    var keys: [String] {
        switch self {
        case .configuration:
            [
                "model", "data", "alerts", "schedule", "state", "model_memory", "backup_folders", "socket", "control",
                "limits", "log",
            ]
        case .rules: ["hooks", "defaults", "rules"]
        case .model:
            [
                "model", "title", "definition", "extends", "scale", "grid", "powers", "countries", "nodes",
                "indicators",
                "screen", "uncertainty", "measures", "not_scored", "defaults",
            ]
        }
    }

    /// The kind that most of its keys are of.
    /// - Throws: where it has no key of any.
    static func of(_ root: YAMLNode) throws(DiagnosticList) -> FileKind {
        let given = (root.entries ?? []).map(\.key)
        var best: (kind: FileKind, count: Int)?
        for kind in allCases {
            let count = given.count { kind.keys.contains($0) }
            if count > best?.count ?? 0 { best = (kind, count) }
        }
        if let best { return best.kind }
        throw DiagnosticList(
            FileDiagnostic(
                root.position,
                "neither a configuration ('model', 'data', 'schedule' ...), nor rules ('rules', 'hooks'), nor a model "
                    + "('model', 'nodes', 'indicators' ...)"
                    + (given.first.map { NearestName.hint(for: $0, among: allCases.flatMap(\.keys)) } ?? "")
            )
        )
    }
}
