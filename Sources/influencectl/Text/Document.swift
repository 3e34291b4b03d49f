import InfluenceControl

/// Reading a reply without trusting its shape: what is absent or of another type is missing, never a trap.
extension JSONValue {
    subscript(name: String) -> JSONValue {
        objectValue?[name] ?? .null
    }

    var elements: [JSONValue] { arrayValue ?? [] }

    /// The text of a string, the digits of a number, `true`; empty for null and for anything composed.
    var plainText: String {
        switch self {
        case .null, .array, .object: ""
        case .string(let text): text
        default: description
        }
    }

    /// ``plainText`` made safe to show, or `-`.
    var shown: String {
        let text = plainText
        return text.isEmpty ? "-" : printable(text)
    }
}

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
