import ArgumentParser
import Glibc
import InfluenceControl
import InfluenceModel

/// The options that commands about alerts share, described once.
extension ArgumentHelp {
    static let rules = ArgumentHelp(
        "Rules, with * and ?; several with commas or repeated, as below.",
        valueName: "rule"
    )
    static let countries = ArgumentHelp("Countries, as in KAZ or K*.", valueName: "country")
    static let powers = ArgumentHelp("Powers, as in CHN; either one of a comparison.", valueName: "power")
    static let nodes = ArgumentHelp("Nodes, indicators or measures, as in trade_share or measure.*.", valueName: "node")
    static let span = ArgumentHelp("How long from now, as in 2h, 90min or 1d 12h.", valueName: "span")
    static let until = ArgumentHelp("Until when, as in 2026-01-31 or 2026-01-31T12:00:00Z.", valueName: "time")
    static let comment = ArgumentHelp("Why, for those who find it later.", valueName: "text")
    static let hook = ArgumentHelp("A hook, as the configuration names it.", valueName: "hook")
}

/// Digits as the ids of incidents and events have them.
func validateAlertID(_ text: String) throws {
    let isID = text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }
    if text.isEmpty || !isID {
        throw ValidationError(
            "'\(text)' is not an alert; write what stands in the first column of 'influencectl alerts'."
        )
    }
}

/// Which alerts, events or silences: of each kind of names several, by repeating the option or with commas between them.
struct AlertFilter: ParsableArguments {
    @Option(help: .rules, completion: .rules)
    var rule: [String] = []

    @Option(help: .countries, completion: .countries, transform: upperCased)
    var country: [String] = []

    @Option(help: .powers, completion: .powers, transform: upperCased)
    var power: [String] = []

    @Option(help: .nodes, completion: .nodes)
    var node: [String] = []

    @Flag(help: "Take names and patterns too that nothing has yet.")
    var future = false

    var isEmpty: Bool { rule.isEmpty && country.isEmpty && power.isEmpty && node.isEmpty }

    /// `true` where it is wanted; else nothing, which a daemon that does not know it understands too.
    var wantsFuture: Bool? { future ? true : nil }

    func added<Input: PatternQuestion>(to input: Input) -> Input {
        func list(_ names: [String]) -> String? { names.isEmpty ? nil : names.joined(separator: ",") }
        var input = input
        (input.rule, input.country, input.power, input.node) = (list(rule), list(country), list(power), list(node))
        return input
    }
}

/// When something is to end: after a while or at a time.
struct Ending: ParsableArguments {
    @Option(name: .customLong("for"), help: .span, transform: positiveSpan)
    var span: TimeSpan?

    @Option(help: .until)
    var until: String?

    func validate() throws {
        if span != nil, until != nil { throw ValidationError("Either '--for' or '--until'.") }
    }

    /// Where it has to be said.
    func requireSaid() throws {
        if span == nil, until == nil { throw ValidationError("Say how long: '--for' or '--until'.") }
    }

    /// Of a span, which the daemon counts by seconds, and goes on counting where the clock is set; begun ones are whole.
    var seconds: Int64? { span.map { $0.microseconds / 1_000_000 + ($0.microseconds % 1_000_000 > 0 ? 1 : 0) } }

    /// As the daemon takes it; `nil` where the user said neither. The daemon judges a time that was typed.
    func time(from now: Instant) -> String? {
        span.map { now.adding(microseconds: $0.microseconds).description } ?? until
    }
}

@Sendable private func positiveSpan(_ text: String) throws -> TimeSpan {
    let span = try TimeSpan(text)
    guard span.microseconds > 0 else { throw ValidationError("it must be longer than 0") }
    guard span <= .longest else { throw ValidationError("it is longer than \(TimeSpan.longestInWords)") }
    return span
}

extension Instant {
    /// The present by this host's clock, in whole seconds. It is the daemon's too: its socket does not leave the host.
    static var present: Instant { Instant(seconds: time(nil)) }
}

extension AlertSeverity: ExpressibleByArgument {}
extension AlertState: ExpressibleByArgument {}
extension AlertDelivery.State: ExpressibleByArgument {}

/// Completions that ask the daemon; none where it cannot be reached.
extension CompletionKind {
    static var rules: CompletionKind {
        .custom { words, _, _ in completions(words, asking: IndexInterface.ListRules.self) { $0.rules.map(\.rule) } }
    }

    static var hooks: CompletionKind {
        .custom { words, _, _ in
            completions(words, asking: IndexInterface.ListRules.self) {
                [AlertDelivery.journal] + $0.rules.flatMap(\.hooks)
            }
        }
    }

    static var openAlerts: CompletionKind {
        .custom { words, _, _ in
            completions(words, asking: IndexInterface.ListAlerts.self) { $0.alerts.map { shortID($0.opening) } }
        }
    }

    static var silences: CompletionKind {
        .custom { words, _, _ in
            completions(words, asking: IndexInterface.ListAlerts.self) { $0.silences.map { "\($0.silence)" } }
        }
    }
}
