/// The daemon's own interfaces. Their descriptions are the contract; they are part of the program.
package enum InfluenceInterfaces {
    /// `org.influenced.Index`: read-only.
    package static func index() throws(DescriptionError) -> InterfaceDescription {
        try InterfaceDescription(
            parsing: String(decoding: PackageResources.org_influenced_Index_varlink, as: UTF8.self)
        )
    }

    /// `org.influenced.Admin`: changes something.
    package static func admin() throws(DescriptionError) -> InterfaceDescription {
        try InterfaceDescription(
            parsing: String(decoding: PackageResources.org_influenced_Admin_varlink, as: UTF8.self)
        )
    }
}
