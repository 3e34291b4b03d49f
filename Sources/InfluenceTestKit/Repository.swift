import Foundation

/// Files of the repository, and those that lie beside it.
package enum Repository {
    package static let root: String = {
        let file = #filePath
        return String(file[..<(file.range(of: "/Sources/", options: .backwards)?.lowerBound ?? file.endIndex)])
    }()

    package static func path(_ name: String) -> String { root + "/" + name }

    /// The data that are not part of the repository: `../shared`, or where INFLUENCED_SHARED says.
    package static let shared = ProcessInfo.processInfo.environment["INFLUENCED_SHARED"] ?? root + "/../shared"
}
