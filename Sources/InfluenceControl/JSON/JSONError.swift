/// Why bytes are not a JSON document that we accept.
package struct JSONError: Error, Equatable, CustomStringConvertible {
    package enum Reason: Equatable, Sendable {
        case unexpectedEnd
        case unexpected(byte: UInt8)
        case trailingBytes
        case tooDeep(limit: Int)
        case duplicateName(String)
        case controlCharacter
        case invalidEscape
        case loneSurrogate
        case invalidUTF8
        case invalidNumber
        case numberNotFinite
        case numberTooLong(limit: Int)
    }

    /// Position of the offending byte, counted from 0.
    package let offset: Int
    package let reason: Reason

    package init(offset: Int, reason: Reason) {
        self.offset = offset
        self.reason = reason
    }

    package var description: String { "invalid JSON at byte \(offset): \(reason.text)" }
}

extension JSONError.Reason {
    fileprivate var text: String {
        switch self {
        case .unexpectedEnd: "the document ends too early"
        case .unexpected(let byte) where (0x21...0x7E).contains(byte):
            "unexpected character \"\(Character(Unicode.Scalar(byte)))\""
        case .unexpected(let byte): "unexpected byte 0x\(String(byte, radix: 16))"
        case .trailingBytes: "something follows the document"
        case .tooDeep(let limit): "nested more than \(limit) levels deep"
        case .duplicateName(let name): "the name \"\(name)\" occurs twice in one object"
        case .controlCharacter: "a control character in a string has to be escaped"
        case .invalidEscape: "unknown escape sequence in a string"
        case .loneSurrogate: "half of a surrogate pair"
        case .invalidUTF8: "a string is not valid UTF-8"
        case .invalidNumber: "not a number as JSON writes it"
        case .numberNotFinite: "the number is too large for a 64-bit floating point number"
        case .numberTooLong(let limit): "a number of more than \(limit) characters"
        }
    }
}
