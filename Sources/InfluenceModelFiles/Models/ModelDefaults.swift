internal import InfluenceFiles
internal import InfluenceText

/// The `defaults` of a model file: keys for every indicator of the tree that does not give them itself.
///
///     extends: asem.yaml
///     defaults: {normalise: {zscore: [10, 2]}, treat: none}
///
/// Of a file and the one it extends they are merged key by key. Works on values with their places, after inheritance and
/// before decoding, so an error in a default is reported where the default stands. Tracked indicators keep out: what they
/// need differs from one to the next.
///
/// A default `transform` is the whole chain of those that give none. What belongs to a step (`levels`, `min_total`,
/// `tolerance`) is taken by those that have the step, `range` and `jump` by those that have observations of their own.
enum ModelDefaults {
    /// Keys that make sense for many indicators at once.
    static let keys = [
        "weight", "subject", "unit", "flow", "reporters", "window", "transform", "levels", "min_total", "tolerance",
        "impute", "treat", "normalise", "direction", "cadence", "max_age", "lag", "range", "jump", "note", "floor",
        "round",
    ]

    /// Puts the defaults into the indicators and takes them out of the model.
    /// - Parameter windows: the names of the kinds of windows.
    static func apply(_ root: YAMLNode, windows: [String], _ collector: DiagnosticCollector) -> YAMLNode {
        guard let entries = root.entries, let defaults = root["defaults"] else { return root }
        guard let given = defaults.value.entries else {
            collector.report(at: defaults.keyPosition, "'defaults' must be a mapping of an indicator's keys to values")
            return removed(entries, from: root)
        }
        for entry in given where !keys.contains(entry.key) {
            collector.report(
                at: entry.keyPosition,
                "'\(entry.key)' cannot be a default" + NearestName.hint(for: entry.key, among: keys)
            )
        }
        let usable = given.filter { keys.contains($0.key) }
        let overlaid = entries.map { entry -> YAMLNode.Entry in
            guard entry.key == "indicators", let elements = entry.value.elements else { return entry }
            var overlaid = entry
            overlaid.value.content = .sequence(elements.map { completed($0, with: usable, windows, collector) })
            return overlaid
        }
        return removed(overlaid, from: root)
    }

    private static func completed(
        _ indicator: YAMLNode,
        with defaults: [YAMLNode.Entry],
        _ windows: [String],
        _ collector: DiagnosticCollector
    ) -> YAMLNode {
        guard let entries = indicator.entries, indicator["parent"] != nil else { return indicator }
        // A list of steps is the whole chain, the window included.
        let isWhole = indicator["transform"]?.value.elements != nil
        let transform = indicator["transform"] ?? defaults.first { $0.key == "transform" }
        let steps = TransformForm.names(transform?.value)
        var isRefused = false
        if let window = indicator["window"], indicator["transform"] == nil,
            steps.contains(where: windows.contains)
        {
            isRefused = true
            collector.report(
                at: window.keyPosition,
                "the default 'transform' has a window of its own; write the whole 'transform' of this indicator"
            )
        }
        let missing = defaults.filter { entry in
            guard indicator[entry.key] == nil else { return false }
            switch entry.key {
            case "window": return !isWhole
            case "transform": return !isRefused
            case "levels": return steps.contains("ordinal")
            case "min_total": return steps.contains("share")
            case "tolerance": return steps.contains("share") || indicator["table"]?.value.text == "true"
            case "range", "jump": return indicator["inputs"] == nil
            default: return true
            }
        }
        return YAMLNode(position: indicator.position, content: .mapping(entries + missing))
    }

    private static func removed(_ entries: [YAMLNode.Entry], from root: YAMLNode) -> YAMLNode {
        YAMLNode(position: root.position, content: .mapping(entries.filter { $0.key != "defaults" }))
    }
}
