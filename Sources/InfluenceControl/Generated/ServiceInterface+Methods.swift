// Generated from Interfaces/org.varlink.service.varlink by 'make generate'. What is changed here is lost.

extension ServiceInterface {
    /// Get a list of all the interfaces a service provides and information
    /// about the implementation.
    package enum GetInfo: VarlinkMethod {
        package static let name = "org.varlink.service.GetInfo"

        /// What a call says.
        package struct Input: VarlinkStructure {
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

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var vendor: String
            package var product: String
            package var version: String
            package var url: String
            package var interfaces: [String]

            package enum Field: String, VarlinkField {
                case vendor
                case product
                case version
                case url
                case interfaces
            }

            package init(vendor: String, product: String, version: String, url: String, interfaces: [String]) {
                self.vendor = vendor
                self.product = product
                self.version = version
                self.url = url
                self.interfaces = interfaces
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.vendor = try members.value("vendor")
                self.product = try members.value("product")
                self.version = try members.value("version")
                self.url = try members.value("url")
                self.interfaces = try members.value("interfaces")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("vendor", self.vendor)
                writer.member("product", self.product)
                writer.member("version", self.version)
                writer.member("url", self.url)
                writer.member("interfaces", self.interfaces)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .vendor: self.vendor.json
                case .product: self.product.json
                case .version: self.version.json
                case .url: self.url.json
                case .interfaces: self.interfaces.json
                }
            }
        }
    }

    /// Get the description of an interface that is implemented by this service.
    package enum GetInterfaceDescription: VarlinkMethod {
        package static let name = "org.varlink.service.GetInterfaceDescription"

        /// What a call says.
        package struct Input: VarlinkStructure {
            package var interface: String

            package enum Field: String, VarlinkField {
                case interface
            }

            package init(interface: String) {
                self.interface = interface
            }

            package static var expectation: String { "Input" }

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

        /// What a reply says.
        package struct Output: VarlinkStructure {
            package var description: String

            package enum Field: String, VarlinkField {
                case description
            }

            package init(description: String) {
                self.description = description
            }

            package static var expectation: String { "Output" }

            package init(json: JSONValue) throws(TypeMismatch) {
                var members = try MemberReader(json, expecting: Self.expectation)
                self.description = try members.value("description")
            }

            package func write(to writer: inout JSONWriter) {
                writer.beginObject()
                writer.member("description", self.description)
                writer.endObject()
            }

            package subscript(field: Field) -> JSONValue {
                switch field {
                case .description: self.description.json
                }
            }
        }
    }
}
