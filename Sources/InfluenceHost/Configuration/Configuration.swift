package import InfluenceMethods
package import InfluenceSchedule
package import Logging

/// Everything an administrator can set, read once into values; nothing below sees files, environment or arguments.
package struct Configuration: Sendable {
    /// Absolute paths, or relative to the working directory.
    package let file: String
    package let model: String
    /// Observation files, imported at start, and at a reload when their content has changed.
    package let data: [String]
    /// The file of rules and hooks; `nil` for none.
    package let alerts: String?
    package let schedule: Schedule
    /// The folder of the database; `nil` where only the command line can tell.
    package let state: String?
    /// The bytes that a run of a model may need; `nil` for half of what the system allows.
    let modelMemory: Int?
    /// Where backups may be written, besides the folder of the database.
    let backupFolders: [String]
    /// The control socket's path; unused where systemd passes the socket in.
    package let socket: String?
    /// The group that owns the socket, so that its members may connect; `nil` for the daemon's own.
    package let socketGroup: String?
    /// The group whose members may change things.
    package let adminGroup: String?
    /// What clients may cost.
    package let limits: ControlLimits
    package let logLevel: Logger.Level
}
