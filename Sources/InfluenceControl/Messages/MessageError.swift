/// Why a message is not a call or a reply as Varlink defines them. There is no answer to such a message: the
/// connection is closed.
package enum MessageError: Error, Equatable, CustomStringConvertible {
    case invalidJSON(JSONError)
    case notAnObject
    case missingMethod
    case unknownMember(String)
    /// A member of the header has another type than the protocol gives it.
    case wrongType(member: String, expected: String)
    /// More than one of `oneway`, `more` and `upgrade`.
    case conflictingFlags(String, String)
    /// A reply says that others follow, but it is an error.
    case continuingError

    package var description: String {
        switch self {
        case .invalidJSON(let error): error.description
        case .notAnObject: "a message has to be a JSON object"
        case .missingMethod: "a call needs a \"method\""
        case .unknownMember(let name): "unknown member \"\(name)\" beside \"parameters\""
        case .wrongType(let member, let expected): "\"\(member)\" has to be \(expected)"
        case .conflictingFlags(let a, let b): "\"\(a)\" and \"\(b)\" exclude each other"
        case .continuingError: "an error cannot continue"
        }
    }
}
