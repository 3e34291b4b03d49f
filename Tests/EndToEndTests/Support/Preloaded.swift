import Foundation
import InfluenceTestKit

/// A library that stands between a program and the C library, built from its source when a test needs it.
enum Preloaded {
    /// The compiler beside that of the tests themselves, where there is no other.
    static let compiler: String? = {
        let search = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/clang" }
        return (["/usr/bin/clang", "/usr/bin/cc"] + search).first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// Compiles `source`, and returns what LD_PRELOAD is to name.
    static func library(_ source: String, in folder: TemporaryFolder, name: String) async throws -> String {
        guard let compiler else { throw CannotStart(name: "clang", reason: "there is no C compiler") }
        let path = try folder.write(source, to: "\(name).c")
        let library = folder["\(name).so"]
        let compiled = try await ChildProcess.run([compiler, "-shared", "-fPIC", "-o", library, path, "-ldl"])
        guard compiled.succeeded else { throw CannotStart(name: compiler, reason: compiled.errors) }
        return library
    }
}
