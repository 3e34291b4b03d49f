/// A method of an interface: what a call of it says, and what its replies say.
package protocol VarlinkMethod: Sendable {
    associatedtype Input: VarlinkStructure
    associatedtype Output: VarlinkStructure

    /// Interface and method, joined by a dot: `org.varlink.service.GetInfo`.
    static var name: String { get }
}

/// An error of an interface, with what it says.
package protocol VarlinkFailure: VarlinkStructure {
    /// Interface and error, joined by a dot: `org.varlink.service.MethodNotFound`.
    static var name: String { get }
}

extension VarlinkFailure {
    /// As it is thrown and sent.
    package var varlinkError: VarlinkError { VarlinkError(Self.name, json.objectValue ?? [:]) }

    /// - Returns: `nil` where `error` is another one, or does not say what its interface wants.
    package init?(_ error: VarlinkError) {
        guard error.name == Self.name, let decoded = try? Self(json: .object(error.parameters)) else { return nil }
        self = decoded
    }
}
