import InfluenceModel
import InfluenceStore
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost

/// An incident that everybody passes for knowing the end of, until a delivery turns out not to have arrived: the end is told
/// all the same, without a restart.
@Suite(.timeLimit(.minutes(5))) struct ForgottenEndTests {
    private static func rules(_ line: String?, hooks: String = "x, y, z") -> String {
        let all = [
            "x": "  x: {kind: exec, command: [/bin/true]}\n",
            "y": "  y: {kind: exec, command: [/bin/true], fallback: z}\n",
            "z": "  z: {kind: exec, command: [/bin/true]}\n",
        ]
        let named = all.sorted { $0.key < $1.key }.filter { hooks.contains($0.key) }.map(\.value).joined()
        let rules = line.map { "rules:\n  - {country: KAZ, \($0)}\n" } ?? "rules: []\n"
        return "hooks:\n\(named)\(rules)"
    }

    private static let level = "id: r, kind: threshold, power: CHN, node: trade, above: 45, flap_limit: off"

    enum Fate: CaseIterable {
        /// The rule is removed, and there is none any more.
        case removed
        /// It is another rule now.
        case changed
        /// The alert has opened again, under another incident.
        case reopened
    }

    private func end(_ fate: Fate, _ desk: inout Desk, hooks: String) async throws {
        switch fate {
        case .removed: try await desk.use(Self.rules(nil), isDelivered: false)
        case .changed:
            try await desk.use(Self.rules("\(Self.level), clear: 40, hooks: [\(hooks)]"), isDelivered: false)
        case .reopened:
            try await desk.set(10, isDelivered: false)
            try await desk.set(70, isDelivered: false)
        }
        try await desk.beat(isDelivered: false)
    }

    @Test(arguments: Fate.allCases)
    func `Whom a silence kept from the end hears it when that is over`(_ fate: Fate) async throws {
        var desk = try await Desk(Self.rules("\(Self.level), hooks: [x]"))
        try await desk.set(60)
        let first = try #require(desk.open("x").first)
        try await end(fate, &desk, hooks: "x")
        try await desk.silence(hours: 2)
        try await desk.deliver()
        #expect(desk.open("x") == [first] && desk.kinds("x") == ["firing"])
        try await desk.pass(hours: 3)
        #expect(!desk.open("x").contains(first), "\(desk.kinds("x"))")
        // Of what is open everybody knows.
        #expect(desk.open("x") == desk.open("journal"))
        #expect(desk.open("x").isEmpty == (fate == .removed))
    }

    @Test(arguments: Fate.allCases)
    func `A fallback that hears of an incident after its end hears the end too`(_ fate: Fate) async throws {
        var desk = try await Desk(Self.rules("\(Self.level), hooks: [y]"))
        desk.failing = ["y"]
        try await desk.set(60, isDelivered: false)
        let first = try #require(try desk.trial.store.incidents().first?.id)
        try await end(fate, &desk, hooks: "y")
        try await desk.deliver()
        #expect(desk.heard.contains { $0.hook == "z" && $0.event.incident == first })
        #expect(!desk.open("z").contains(first), "\(desk.kinds("z"))")
        #expect(desk.open("z") == desk.open("journal"))
    }

    @Test func `What is tried again by hand after its end is followed by the end`() async throws {
        var desk = try await Desk(Self.rules("\(Self.level), hooks: [x]"))
        try await desk.set(60, isDelivered: false)
        // Nobody was told: the hook is not there.
        try await desk.use(Self.rules("\(Self.level), hooks: [z]", hooks: "z"))
        try await desk.set(10)
        try await desk.use(Self.rules(nil))
        try await desk.beat()
        #expect(desk.kinds("x") == [])
        let count = try await desk.trial.engine.retryDeliveries(hook: "x")
        #expect(count == 1)
        try await desk.deliver()
        #expect(desk.kinds("x") == ["firing", "resolved"])
    }
}
