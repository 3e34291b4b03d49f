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
}
