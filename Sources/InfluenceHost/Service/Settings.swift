import Logging
import Synchronization

/// The configuration in force, for those who look at it again after a reload.
final class Settings: Sendable {
    private struct State {
        var configuration: Configuration
        /// The number of its group of administrators; looked up once, because event loops ask.
        var adminGroup: UInt32?
        var socketIsGiven = false
    }

    /// What the process began with: some of it is in force until it ends.
    private let started: Configuration
    private let current: Mutex<State>
    /// The least severe that is logged.
    let logLevel: LogThreshold

    init(_ configuration: Configuration) {
        started = configuration
        current = Mutex(State(configuration: configuration, adminGroup: Self.adminGroup(configuration)))
        logLevel = LogThreshold(configuration.logLevel)
    }

    var configuration: Configuration {
        get { current.withLock { $0.configuration } }
        set {
            let group = Self.adminGroup(newValue)
            current.withLock { ($0.configuration, $0.adminGroup) = (newValue, group) }
            logLevel.level = newValue.logLevel
        }
    }

    /// `nil` where nobody is an administrator but root and the daemon's own user.
    var adminGroup: UInt32? { current.withLock { $0.adminGroup } }

    /// The keys whose values in the file are not those in force before the next start.
    var waitingForStart: [String] {
        let present = configuration
        let ofSocket = [
            ("socket", present.socket != started.socket), ("control.group", present.socketGroup != started.socketGroup),
        ]
        return
            ([("state", present.state != started.state)] + (socketIsGiven ? [] : ofSocket) + [
                ("limits", present.limits != started.limits)
            ]).filter(\.1).map(\.0)
    }

    /// Whether somebody else has made the socket that is listened on.
    var socketIsGiven: Bool {
        get { current.withLock { $0.socketIsGiven } }
        set { current.withLock { $0.socketIsGiven = newValue } }
    }

    /// The keys that say nothing because somebody else has made the socket.
    var withoutEffect: [String] {
        guard socketIsGiven else { return [] }
        return [("socket", started.socket != nil), ("control.group", started.socketGroup != nil)].filter(\.1).map(\.0)
    }

    private static func adminGroup(_ configuration: Configuration) -> UInt32? {
        configuration.adminGroup.flatMap { Groups.number(of: $0) }
    }
}
