import Glibc
import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

@Suite struct ExecHookTests {
    static func run(
        _ argv: [String],
        payload: [UInt8] = Array("{}".utf8),
        timeout: TimeSpan = .seconds(60),
        environment: [String: String] = [:]
    ) async -> HookOutcome {
        let hook = Hook(name: "h", action: .exec(argv), timeout: timeout)
        return await HookRunner().run(hook, payload: payload, eventID: "e1", environment: environment)
    }

    static func shell(
        _ script: String,
        payload: [UInt8] = Array("{}".utf8),
        timeout: TimeSpan = .seconds(60)
    ) async -> HookOutcome {
        await run(["/bin/sh", "-c", script], payload: payload, timeout: timeout)
    }

    @Test func `The payload is on standard input and exit 0 is a delivery`() async {
        let outcome = await ExecHookTests.run(["/bin/cat"], payload: Array("{\"a\":1}".utf8))
        #expect(outcome.isDelivered && outcome.status == 0 && outcome.error == nil)
        #expect(outcome.output == "{\"a\":1}")
    }

    @Test func `Another exit status is a failure with what was written`() async {
        let outcome = await ExecHookTests.shell("echo out; echo err >&2; exit 3")
        #expect(!outcome.isDelivered && outcome.status == 3 && outcome.error == "exit status 3")
        #expect(outcome.output == "out\nerr\n")
    }

    @Test func `Death by a signal is told`() async {
        let outcome = await ExecHookTests.shell("kill -9 $$")
        #expect(!outcome.isDelivered && outcome.status == nil && outcome.error == "killed by signal 9")
    }

    @Test func `A program that hangs or ignores TERM is ended`() async {
        let hang = await ExecHookTests.run(["/bin/sleep", "600"], timeout: .seconds(1))
        #expect(hang.error == "timed out after 1s" && !hang.isDelivered)
        #expect(hang.seconds < 30)
        let stubborn = await ExecHookTests.shell("trap '' TERM; sleep 600; sleep 600", timeout: .seconds(1))
        #expect(stubborn.error == "timed out after 1s")
        #expect(stubborn.seconds >= 3 && stubborn.seconds < 60)
    }

    @Test func `A grandchild that holds the output is not waited for, and left alone`() async throws {
        let outcome = await ExecHookTests.shell("sleep 300 & echo $!")
        #expect(outcome.isDelivered && outcome.seconds < 60)
        let pid = try #require(Int32(outcome.output.dropLast()))
        #expect(kill(pid, 0) == 0)
        kill(pid, SIGKILL)
    }

    @Test func `After a timeout grandchildren are ended too`() async throws {
        let outcome = await ExecHookTests.shell(
            "(trap '' TERM; sleep 300; sleep 300) & echo $!; wait",
            timeout: .seconds(1)
        )
        let pid = try #require(Int32(outcome.output.dropLast()))
        // Orphans are reaped by another process, if at all.
        try await eventually("the grandchild is gone") { !isAlive(pid) }
    }

    @Test func `Of 100 MB of output the first 16 KiB are kept`() async {
        let outcome = await ExecHookTests.shell("head -c 100000000 /dev/zero | tr '\\0' x")
        #expect(outcome.isDelivered)
        #expect(outcome.output == String(repeating: "x", count: HookOutcome.maximumOutput))
    }

    @Test func `A payload that is not read or half read is no failure`() async {
        let payload = [UInt8](repeating: 0x61, count: 1 << 20)
        for script in ["true", "exec <&-; sleep 0.1", "head -c 10 >/dev/null"] {
            let outcome = await ExecHookTests.shell(script, payload: payload)
            #expect(outcome.isDelivered, "\(script): \(outcome)")
        }
        let counted = await ExecHookTests.shell("wc -c", payload: payload)
        #expect(counted.output.contains("1048576"))
    }

    @Test func `A program that cannot start is named`() async throws {
        let missing = await ExecHookTests.run(["/nowhere/x"])
        #expect(missing.error == "cannot start /nowhere/x: No such file or directory" && missing.status == nil)
        let folder = try TemporaryFolder()
        let path = try folder.write("#!/bin/sh\n", to: "plain")
        let plain = await ExecHookTests.run([path])
        #expect(plain.error == "cannot start \(path): Permission denied")
        #expect(await !ExecHookTests.run([]).isDelivered)
        #expect(await !ExecHookTests.run(["/bin/echo", "a\0b"]).isDelivered)
    }

    @Test func `Invalid UTF-8 is replaced`() async {
        #expect(await ExecHookTests.shell("printf 'a\\377b'").output == "a\u{FFFD}b")
    }

    @Test func `A program sees its environment, group, folder and three descriptors`() async throws {
        let seen = await ExecHookTests.run(["/usr/bin/env"], environment: ["INFLUENCE_EVENT": "x"])
        #expect(
            seen.output.split(separator: "\n").sorted() == [
                "HOME=/", "INFLUENCE_EVENT=x", "LANG=C.UTF-8", "PATH=/usr/local/bin:/usr/bin:/bin",
            ]
        )
        #expect(await ExecHookTests.shell("pwd").output == "/\n")
        // Descriptors that others forgot to close on exec are not passed on either.
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        // 3 is the folder that ls reads.
        #expect(await ExecHookTests.run(["/bin/ls", "/proc/self/fd"]).output == "0\n1\n2\n3\n")
        let stat = await ExecHookTests.run(["/bin/cat", "/proc/self/stat"]).output.split(separator: " ")
        #expect(stat.count > 4 && stat[0] == stat[4])
        let signals = await ExecHookTests.run(["/bin/grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"]).output
        #expect(signals == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n")
    }

    @Test func `The daemon's stop ends what is under way and lets nothing start`() async throws {
        let folder = try TemporaryFolder()
        let runner = HookRunner()
        let script = "trap '' TERM; echo $$ > \(folder["pid"]); sleep 600; sleep 600"
        let hook = Hook(name: "h", action: .exec(["/bin/sh", "-c", script]), timeout: .seconds(600))
        async let outcome = runner.run(hook, payload: [], eventID: "e", environment: [:])
        try await eventually("the program runs") { (try? folder.read("pid"))?.hasSuffix("\n") == true }
        await runner.terminateAll(grace: .seconds(1))
        #expect(await outcome.error == "ended because the daemon stops")
        let late = await runner.run(hook, payload: [], eventID: "e", environment: [:])
        #expect(late.error == "not started: the daemon stops")
    }
}

extension ExecHookTests {
    @Test
    func `Who waits for a program that he wants no more has it ended, with its children and whether it obeys or not`()
        async throws
    {
        for script in [
            "sleep 600 & echo $! > FILE; wait", "trap '' TERM; sleep 600 & echo $! > FILE; wait; wait; sleep 600",
        ] {
            let folder = try TemporaryFolder()
            let command = script.replacing("FILE", with: folder["pid"])
            let hook = Hook(name: "h", action: .exec(["/bin/sh", "-c", command]), timeout: .seconds(600))
            let attempt = Task { await HookRunner().run(hook, payload: [], eventID: "e", environment: [:]) }
            try await eventually("the program runs") { (try? folder.read("pid"))?.hasSuffix("\n") == true }
            attempt.cancel()
            let outcome = await attempt.value
            #expect(outcome.error == "ended because nobody waits for it any more" && !outcome.isDelivered)
            #expect(outcome.seconds < 60)
            let child = try #require(Int32(try folder.read("pid").dropLast()))
            try await eventually("its child is gone") { !isAlive(child) }
        }
    }

    @Test func `What is wanted no more before it has begun is not begun`() async throws {
        let folder = try TemporaryFolder()
        let hook = Hook(name: "h", action: .exec(["/bin/sh", "-c", "echo > \(folder["begun"])"]))
        let attempt = Task {
            while !Task.isCancelled { await Task.yield() }
            return await HookRunner().run(hook, payload: [], eventID: "e", environment: [:])
        }
        attempt.cancel()
        #expect(await attempt.value.error == "ended because nobody waits for it any more")
        #expect(throws: (any Error).self) { try folder.read("begun") }
    }

    @Test func `A program that has ended before it is wanted no more has done what it did`() async throws {
        let hook = Hook(name: "h", action: .exec(["/bin/echo", "done"]))
        let attempt = Task { await HookRunner().run(hook, payload: [], eventID: "e", environment: [:]) }
        let outcome = await attempt.value
        attempt.cancel()
        #expect(outcome.isDelivered && outcome.output == "done\n")
    }

    @Test func `The daemon's stop ends what hooks have left in the background`() async throws {
        let runner = HookRunner()
        var left: [Int32] = []
        for script in ["sleep 300 & echo $!", "(trap '' TERM; sleep 301; sleep 301) & echo $!", "true"] {
            let hook = Hook(name: "h", action: .exec(["/bin/sh", "-c", script]))
            let outcome = await runner.run(hook, payload: [], eventID: "e", environment: [:])
            #expect(outcome.isDelivered)
            if let pid = Int32(outcome.output.dropLast()) { left.append(pid) }
        }
        #expect(left.count == 2 && left.allSatisfy(isAlive))
        await runner.terminateAll(grace: .seconds(1))
        for pid in left { try await eventually("\(pid) is gone") { !isAlive(pid) } }
    }
}

/// Neither gone nor a zombie.
func isAlive(_ pid: Int32) -> Bool {
    guard let file = fopen("/proc/\(pid)/stat", "r") else { return false }
    defer { fclose(file) }
    var text = [CChar](repeating: 0, count: 512)
    guard fgets(&text, 512, file) != nil else { return false }
    let line = String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return !line.contains(") Z ") && !line.contains(") X ")
}
