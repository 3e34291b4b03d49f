// Generated from Interfaces/org.varlink.service.varlink by 'make generate'. What is changed here is lost.

/// The Varlink Service Interface is provided by every varlink service. It
/// describes the service and the interfaces it implements.
package enum ServiceInterface {
    /// The name of the interface.
    package static let name = "org.varlink.service"

    /// The description, as introspection shows it.
    package static let text = #"""
        # The Varlink Service Interface is provided by every varlink service. It
        # describes the service and the interfaces it implements.
        interface org.varlink.service

        # Get a list of all the interfaces a service provides and information
        # about the implementation.
        method GetInfo() -> (
          vendor: string,
          product: string,
          version: string,
          url: string,
          interfaces: []string
        )

        # Get the description of an interface that is implemented by this service.
        method GetInterfaceDescription(interface: string) -> (description: string)

        # The requested interface was not found.
        error InterfaceNotFound (interface: string)

        # The requested method was not found.
        error MethodNotFound (method: string)

        # The interface defines the requested method, but the service does not
        # implement it.
        error MethodNotImplemented (method: string)

        # One of the passed parameters is invalid: missing, of the wrong type,
        # unknown or out of range.
        error InvalidParameter (parameter: string)

        # The client is not allowed to call the method.
        error PermissionDenied ()

        # The method has to be called with "more" set to true, but was not.
        error ExpectedMore ()

        # The method has to be called with "upgrade" set to true, but was not.
        error ExpectedUpgrade ()

        """#
}
