import InfluenceControl
import InfluenceText

/// Values of the protocol as they are shown.
extension VarlinkValue {
    /// The text of a string, the digits of a number, `true`; empty for what is missing and for anything composed.
    var plainText: String { json.text }

    /// ``plainText`` made safe to show, or `-`.
    var shown: String {
        let text = plainText
        return text.isEmpty ? "-" : printable(text)
    }
}

extension JSONValue {
    fileprivate var text: String {
        switch self {
        case .null, .array, .object: ""
        case .string(let text): text
        default: description
        }
    }

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
