import Foundation
import InfluenceTestKit
import Testing

/// What `make test` and `make run` show of the tools' many lines.
@Suite struct ProgressTests {
    private static let script = Products.repository.appending(path: "Scripts/progress.sh").path

    @Test func `Failures are shown whole, all else is counted`() async throws {
        let folder = try TemporaryFolder()
        let lines = """
            ◇ Test "fine" started.
            ✔ Test "fine" passed after 0.001 seconds.
            ✔ Test "fine too" with 3 test cases passed after 0.001 seconds.
            ➜ Test "elsewhere" skipped: "needs a mainframe"
            ✘ Test "wrong" recorded an issue at File.swift:1:2: Expectation failed: 1 == 2
            ↳ the daemon has started.

            and more
            ✘ Test "wrong" failed after 0.002 seconds with 1 issue.
            ✘ Suite Some failed after 0.003 seconds with 1 issue.
            ✔ Suite Other passed after 0.003 seconds.
            ✘ Test run with 4 tests failed after 0.004 seconds with 1 issue.
            a last line without an end
            """
        let shown = try await ChildProcess.run([Self.script, "test", folder["tally"]], input: lines)
        #expect(
            shown.output == """
                ✘ Test "wrong" recorded an issue at File.swift:1:2: Expectation failed: 1 == 2
                ↳ the daemon has started.

                and more
                ✘ Test "wrong" failed after 0.002 seconds with 1 issue.
                a last line without an end

                """,
            "\(shown)"
        )
        #expect(try folder.read("tally") == "passed\npassed\nskipped\tneeds a mainframe\nfailed\n")
    }

    @Test func `Of a build the steps are left out and what is said of each module, and warnings and errors are not`()
        async throws
    {
        let shown = try await ChildProcess.run(
            [Self.script, "build"],
            input: """
                Building for debugging...
                remark: Incremental compilation has been disabled: it is not compatible with whole module optimization
                [1/2] Compiling A a.swift
                remark: another one
                error: no
                [2/2] Linking a

                """
        )
        #expect(shown.output == "Building for debugging...\nremark: another one\nerror: no\n", "\(shown)")
    }

    @Test func `Where nothing comes for a while it says how far it is`() async throws {
        let silent = ["bash", "-c", "(echo '[3/9] Compiling A a.swift'; sleep 6) | \(Self.script) build"]
        let shown = try await ChildProcess.run(silent)
        #expect(shown.output.hasPrefix("  3 of 9: Compiling A a.swift ("), "\(shown)")
    }
}
