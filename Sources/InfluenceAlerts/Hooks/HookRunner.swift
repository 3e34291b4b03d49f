import Glibc
package import InfluenceModel
import InfluenceThreads

/// What came of one attempt to hand over an event.
package struct HookOutcome: Hashable, Sendable {
    package let isDelivered: Bool
    /// Of a program its exit status, of the others the answer's HTTP status; `nil` where it did not come to that.
    package let status: Int32?
    /// Why it was not delivered; `nil` where it was.
    package let error: String?
    /// The beginning of what was written or answered.
    package let output: String
    package let seconds: Double
    /// When the receiver asks to be tried again; `nil` where it does not.
    package var retryAfter: RetryAfter?

    /// In bytes; what is written beyond is read and dropped.
    package static let maximumOutput = ChildRun.outputLimit
}

/// Executes hooks: programs, and curl for those that speak HTTP (the daemon itself has no network code).
package final class HookRunner: Sendable {
    private let groups = RunningGroups()
    private let credentials: String?
    private let curl: String

    /// The program that speaks HTTP.
    package static let curl = "/usr/bin/curl"

    /// - Parameters:
    ///   - curl: the program that posts.
    ///   - credentialsDirectory: where systemd puts credentials, `$CREDENTIALS_DIRECTORY`.
    package init(curl: String = HookRunner.curl, credentialsDirectory: String? = nil) {
        credentials = credentialsDirectory
        self.curl = curl
    }

    /// One attempt; it ends, with all that it has started, when the task is cancelled.
    /// - Parameters:
    ///   - payload: given on standard input, or as the body of a request.
    ///   - eventID: the idempotency key of a request; empty for none.
    ///   - environment: given to programs, besides a minimal one.
    package func run(
        _ hook: Hook,
        payload: [UInt8],
        eventID: String,
        environment: [String: String]
    ) async -> HookOutcome {
        switch hook.action {
        case .exec(let arguments):
            let child = ChildRun(
                arguments: arguments,
                environment: environment.merging(Self.minimalEnvironment) { given, _ in given },
                inputs: [payload],
                timeout: hook.timeout
            )
            return Self.outcome(of: await child.run(among: groups), hook)
        case .webhook(let url, let credential):
            return await post(payload, to: url, eventID, credential, hook)
        case .alertmanager(let url, let credential, _):
            let base = url.hasSuffix("/") ? String(url.dropLast()) : url
            return await post(payload, to: base + "/api/v2/alerts", "", credential, hook)
        }
    }

    /// Ends all that are at work, with what others have left running behind them, and starts no more: TERM to each process
    /// group, KILL after the grace.
    package func terminateAll(grace: TimeSpan) async {
        groups.signalAll(SIGTERM)
        let end = ChildRun.now() + grace.microseconds / 1000
        while !groups.isEmpty, ChildRun.now() < end { try? await Timers.shared.sleep(for: .milliseconds(5)) }
        groups.signalAll(SIGKILL)
    }

    /// The same without waiting for anybody: for a process that is about to end, whoever of its own hangs. Nothing is started
    /// any more.
    /// - Parameter signal: TERM first and KILL a little later: what was just being started is ended by then.
    package func signalAll(_ signal: Int32) {
        groups.signalAll(signal)
    }

    private static let minimalEnvironment = [
        "PATH": ProgramFile.searchPath.joined(separator: ":"), "HOME": "/", "LANG": "C.UTF-8",
    ]

    private static func outcome(of child: ChildRun.Outcome, _ hook: Hook) -> HookOutcome {
        var status: Int32?
        var error: String?
        switch child.end {
        case .status(let code):
            status = code
            if code != 0 { error = "exit status \(code)" }
        default: error = failure(of: child.end, hook)
        }
        return HookOutcome(
            isDelivered: error == nil,
            status: status,
            error: error,
            output: String(decoding: child.output, as: UTF8.self),
            seconds: child.seconds
        )
    }

    private static func failure(of end: ChildRun.End, _ hook: Hook) -> String {
        switch end {
        case .status(let code): "exit status \(code)"
        case .signal(let number): "killed by signal \(number)"
        case .timeout: "timed out after \(hook.timeout)"
        case .stopped: "ended because the daemon stops"
        case .calledOff: "ended because nobody waits for it any more"
        case .notStarted(let reason): reason
        }
    }

    // MARK: HTTP

    private func post(
        _ body: [UInt8],
        to url: String,
        _ eventID: String,
        _ credential: String?,
        _ hook: Hook
    ) async -> HookOutcome {
        func refused(_ reason: String) -> HookOutcome {
            HookOutcome(isDelivered: false, status: nil, error: reason, output: "", seconds: 0)
        }
        guard !url.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
            return refused("the URL contains a control character")
        }
        var request = CurlRequest(url: url, timeout: hook.timeout)
        if !eventID.isEmpty { request.headers.append("Idempotency-Key: \(eventID)") }
        if let credential {
            switch Credential(name: credential, directory: credentials).token() {
            case .success(let token): request.headers.append("Authorization: Bearer \(token)")
            case .failure(let error): return refused(error.reason)
            }
        }
        let child = ChildRun(
            arguments: [curl] + CurlRequest.arguments,
            environment: Self.minimalEnvironment,
            inputs: [request.configuration, body],
            // curl keeps the time itself; this is for a curl that does not.
            timeout: TimeSpan(microseconds: min(hook.timeout.microseconds, .max - 2_000_000) + 2_000_000)
        )
        return Self.answer(to: await child.run(among: groups), hook)
    }

    private static func answer(to child: ChildRun.Outcome, _ hook: Hook) -> HookOutcome {
        let (status, retryAfter, output) = CurlRequest.read(child)
        var error: String?
        if let status, case .status = child.end {
            // Whatever became of the rest of the answer: who takes it says so first.
            if !(200..<300).contains(status) { error = "HTTP \(status)" }
        } else if child.end != .status(0) {
            error = CurlRequest.problem(child.end, in: output, hook.timeout) ?? failure(of: child.end, hook)
        } else {
            error = "no answer"
        }
        return HookOutcome(
            isDelivered: error == nil,
            status: status,
            error: error,
            output: output,
            seconds: child.seconds,
            // Where it was taken there is nothing to come again for.
            retryAfter: error == nil ? nil : retryAfter
        )
    }
}
