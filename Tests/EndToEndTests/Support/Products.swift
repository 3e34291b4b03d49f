import Foundation

/// What the tests run: the executables of the same build, beside the test runner.
enum Products {
    /// `.build/debug`, as the runner itself lies there.
    static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    static var influenced: String { folder.appending(path: "influenced").path }
    static var influencectl: String { folder.appending(path: "influencectl").path }

    /// The root of the repository.
    static let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// What lies beside the repository for its tests; `INFLUENCED_SHARED` names another place.
    static let shared: URL = {
        if let path = ProcessInfo.processInfo.environment["INFLUENCED_SHARED"] { return URL(filePath: path) }
        return repository.deletingLastPathComponent().appending(path: "shared")
    }()
}
