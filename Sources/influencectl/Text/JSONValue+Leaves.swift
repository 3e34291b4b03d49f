import InfluenceControl

extension JSONValue {
    /// The leaves with their paths, `last_run.changed` or `feeds.0.name`: a document as a table of two columns.
    var leaves: [(path: String, value: JSONValue)] {
        var result: [(path: String, value: JSONValue)] = []
        collectLeaves(at: "", into: &result)
        return result
    }

    private func collectLeaves(at path: String, into result: inout [(path: String, value: JSONValue)]) {
        let prefix = path.isEmpty ? "" : path + "."
        switch self {
        case .object(let object):
            for member in object.members {
                member.value.collectLeaves(at: prefix + member.name, into: &result)
            }
        case .array(let elements):
            for (index, element) in elements.enumerated() {
                element.collectLeaves(at: "\(prefix)\(index)", into: &result)
            }
        default: result.append((path, self))
        }
    }
}
