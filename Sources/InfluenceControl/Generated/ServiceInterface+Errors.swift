// Generated from Interfaces/org.varlink.service.varlink by 'make generate'. What is changed here is lost.

extension ServiceInterface {
    /// The requested interface was not found.
    package struct InterfaceNotFound: VarlinkFailure {
        package static let name = "org.varlink.service.InterfaceNotFound"

        package var interface: String

        package enum Field: String, VarlinkField {
            case interface
        }

        package init(interface: String) {
            self.interface = interface
        }

        package static var expectation: String { "InterfaceNotFound" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.interface = try members.value("interface")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("interface", self.interface)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .interface: self.interface.json
            }
        }
    }

    /// The requested method was not found.
    package struct MethodNotFound: VarlinkFailure {
        package static let name = "org.varlink.service.MethodNotFound"

        package var method: String

        package enum Field: String, VarlinkField {
            case method
        }

        package init(method: String) {
            self.method = method
        }

        package static var expectation: String { "MethodNotFound" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.method = try members.value("method")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("method", self.method)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .method: self.method.json
            }
        }
    }

    /// The interface defines the requested method, but the service does not
    /// implement it.
    package struct MethodNotImplemented: VarlinkFailure {
        package static let name = "org.varlink.service.MethodNotImplemented"

        package var method: String

        package enum Field: String, VarlinkField {
            case method
        }

        package init(method: String) {
            self.method = method
        }

        package static var expectation: String { "MethodNotImplemented" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.method = try members.value("method")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("method", self.method)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .method: self.method.json
            }
        }
    }

    /// One of the passed parameters is invalid: missing, of the wrong type,
    /// unknown or out of range.
    package struct InvalidParameter: VarlinkFailure {
        package static let name = "org.varlink.service.InvalidParameter"

        package var parameter: String

        package enum Field: String, VarlinkField {
            case parameter
        }

        package init(parameter: String) {
            self.parameter = parameter
        }

        package static var expectation: String { "InvalidParameter" }

        package init(json: JSONValue) throws(TypeMismatch) {
            var members = try MemberReader(json, expecting: Self.expectation)
            self.parameter = try members.value("parameter")
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.member("parameter", self.parameter)
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            switch field {
            case .parameter: self.parameter.json
            }
        }
    }

    /// The client is not allowed to call the method.
    package struct PermissionDenied: VarlinkFailure {
        package static let name = "org.varlink.service.PermissionDenied"

        package typealias Field = NoField

        package init() {
        }

        package static var expectation: String { "()" }

        package init(json: JSONValue) throws(TypeMismatch) {
            _ = try MemberReader(json, expecting: Self.expectation)
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            .null
        }
    }

    /// The method has to be called with "more" set to true, but was not.
    package struct ExpectedMore: VarlinkFailure {
        package static let name = "org.varlink.service.ExpectedMore"

        package typealias Field = NoField

        package init() {
        }

        package static var expectation: String { "()" }

        package init(json: JSONValue) throws(TypeMismatch) {
            _ = try MemberReader(json, expecting: Self.expectation)
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            .null
        }
    }

    /// The method has to be called with "upgrade" set to true, but was not.
    package struct ExpectedUpgrade: VarlinkFailure {
        package static let name = "org.varlink.service.ExpectedUpgrade"

        package typealias Field = NoField

        package init() {
        }

        package static var expectation: String { "()" }

        package init(json: JSONValue) throws(TypeMismatch) {
            _ = try MemberReader(json, expecting: Self.expectation)
        }

        package func write(to writer: inout JSONWriter) {
            writer.beginObject()
            writer.endObject()
        }

        package subscript(field: Field) -> JSONValue {
            .null
        }
    }

    /// Any of the errors.
    package enum Failure: Sendable, Equatable {
        case interfaceNotFound(InterfaceNotFound)
        case methodNotFound(MethodNotFound)
        case methodNotImplemented(MethodNotImplemented)
        case invalidParameter(InvalidParameter)
        case permissionDenied(PermissionDenied)
        case expectedMore(ExpectedMore)
        case expectedUpgrade(ExpectedUpgrade)

        /// - Returns: `nil` where it is none of these, or does not say what the interface wants.
        package init?(_ error: VarlinkError) {
            switch error.name {
            case InterfaceNotFound.name:
                guard let found = InterfaceNotFound(error) else { return nil }
                self = .interfaceNotFound(found)
            case MethodNotFound.name:
                guard let found = MethodNotFound(error) else { return nil }
                self = .methodNotFound(found)
            case MethodNotImplemented.name:
                guard let found = MethodNotImplemented(error) else { return nil }
                self = .methodNotImplemented(found)
            case InvalidParameter.name:
                guard let found = InvalidParameter(error) else { return nil }
                self = .invalidParameter(found)
            case PermissionDenied.name:
                guard let found = PermissionDenied(error) else { return nil }
                self = .permissionDenied(found)
            case ExpectedMore.name:
                guard let found = ExpectedMore(error) else { return nil }
                self = .expectedMore(found)
            case ExpectedUpgrade.name:
                guard let found = ExpectedUpgrade(error) else { return nil }
                self = .expectedUpgrade(found)
            default: return nil
            }
        }
    }
}
