/// Where the daemon listens, and clients look for it, if nobody says where else.
package enum ControlSocket {
    /// systemd makes it for the service (`RuntimeDirectory=influenced`).
    package static let folder = "/run/influenced"
    package static let name = "influenced.sock"
    package static let usualPath = folder + "/" + name
}
