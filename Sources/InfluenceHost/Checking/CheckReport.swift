package import InfluenceFiles
package import InfluenceModel
import InfluenceSchedule

/// What `influenced check` found.
package struct CheckReport: Sendable {
    /// What is in order, a line each.
    package internal(set) var lines: [String] = []
    /// What is not wrong, and should be looked at.
    package internal(set) var notes: [FileDiagnostic] = []

    mutating func note(_ position: FilePosition, _ message: String) {
        notes.append(FileDiagnostic(position, message))
    }
}

/// What a check takes as given.
package struct CheckContext: Sendable {
    let now: Instant
    /// `$CREDENTIALS_DIRECTORY`; `nil` where it is not set.
    let credentials: String?
    /// The folder of the database where the configuration names none.
    let state: String

    package init(environment: [String: String], clock: any WallClock = SystemClock()) {
        now = clock.now()
        credentials = environment["CREDENTIALS_DIRECTORY"]
        state = Paths.defaultState(environment)
    }
}
