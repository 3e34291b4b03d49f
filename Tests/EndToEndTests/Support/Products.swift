import Foundation
import InfluenceTestKit

/// What the tests run: by default the executables of the same build, beside the test runner.
enum Products {
    /// `.build/debug`, as the runner itself lies there; `INFLUENCED_BUILT` names another place, such as
    /// `.build/release` to try what will be installed.
    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["INFLUENCED_BUILT"] {
            return URL(filePath: path, relativeTo: repository).absoluteURL
        }
        return URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    }()

    static var influenced: String { folder.appending(path: "influenced").path }
    static var influencectl: String { folder.appending(path: "influencectl").path }

    /// The root of the repository.
    static let repository = URL(filePath: Repository.root, directoryHint: .isDirectory)
}
