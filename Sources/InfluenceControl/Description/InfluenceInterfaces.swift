package import InfluenceDescription

/// The daemon's own interfaces. Their descriptions are the contract; they are part of the program.
package enum InfluenceInterfaces {
    /// `org.influenced.Index`: read-only.
    package static func index() throws(DescriptionError) -> InterfaceDescription {
        try InterfaceDescription(parsing: IndexInterface.text)
    }

    /// `org.influenced.Admin`: changes something.
    package static func admin() throws(DescriptionError) -> InterfaceDescription {
        try InterfaceDescription(parsing: AdminInterface.text)
    }
}

extension InterfaceDescription {
    /// `org.varlink.service`, which every service offers.
    package static func service() throws(DescriptionError) -> InterfaceDescription {
        try InterfaceDescription(parsing: ServiceInterface.text)
    }
}
