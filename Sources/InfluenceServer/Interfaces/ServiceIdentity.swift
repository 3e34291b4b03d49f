import InfluenceControl
import InfluenceDescription

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
        let info = ServiceInterface.GetInfo.Output(
            vendor: identity.vendor,
            product: identity.product,
            version: identity.version,
            url: identity.url,
            interfaces: descriptions.map(\.name)
        )
        let texts = Dictionary(descriptions.map { ($0.name, $0.text) }) { first, _ in first }
        return try VarlinkInterface(
            own,
            rows: [
                .constant(ServiceInterface.GetInfo.self, info),
                .immediate(ServiceInterface.GetInterfaceDescription.self) { input, _ in
                    guard let text = texts[input.interface] else {
                        throw VarlinkError.interfaceNotFound(input.interface)
                    }
                    return ServiceInterface.GetInterfaceDescription.Output(description: text)
                },
            ],
            failure: { _ in .methodNotImplemented(own.name) }
        )
    }
}
