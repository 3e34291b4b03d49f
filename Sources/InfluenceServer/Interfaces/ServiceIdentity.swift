import InfluenceControl

/// What the service says of itself: the answer to GetInfo.
package struct ServiceIdentity: Sendable {
    package var vendor: String
    package var product: String
    package var version: String
    package var url: String

    package init(vendor: String, product: String, version: String, url: String) {
        self.vendor = vendor
        self.product = product
        self.version = version
        self.url = url
    }
}

extension VarlinkInterface {
    /// `org.varlink.service`: who we are, and the descriptions of all interfaces.
    static func service(_ identity: ServiceIdentity, describing others: [VarlinkInterface]) throws -> VarlinkInterface {
        let own = try InterfaceDescription.service()
        let descriptions = [own] + others.map(\.description)
        let info = RenderedJSON([
            "vendor": .string(identity.vendor),
            "product": .string(identity.product),
            "version": .string(identity.version),
            "url": .string(identity.url),
            "interfaces": .array(descriptions.map { .string($0.name) }),
        ])
        let texts = Dictionary(
            descriptions.map { ($0.name, RenderedJSON(["description": .string($0.text)])) },
            uniquingKeysWith: { first, _ in first }
        )
        return try VarlinkInterface(
            own,
            methods: [
                "GetInfo": .immediate { _ in .rendered(info) },
                "GetInterfaceDescription": .immediate { request in
                    let name = request.parameters["interface"]?.stringValue ?? ""
                    guard let text = texts[name] else { throw VarlinkError.interfaceNotFound(name) }
                    return .rendered(text)
                },
            ],
            failure: { _ in .methodNotImplemented(own.name) }
        )
    }
}
