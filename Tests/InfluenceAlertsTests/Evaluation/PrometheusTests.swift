import Foundation
import InfluenceAlerts
import InfluenceModel
import InfluenceTestKit
import Testing

/// Prometheus's own rule tests as the oracle of `for` and `keep_firing_for`.
///
/// Where both mean the same: a level without hysteresis, and data at every evaluation. On purpose otherwise: missing data
/// (Prometheus takes them for false), recovery levels, and clocks that survive a restart.
@Suite struct PrometheusTests {
    /// Scripts/test-tools.sh prepares it; INFLUENCED_TOOLS says where.
    private static let promtool: String? = {
        guard let folder = ProcessInfo.processInfo.environment["INFLUENCED_TOOLS"] else { return nil }
        let path = folder + "/promtool"
        return FileManager.default.isExecutableFile(atPath: path) ? path : nil
    }()

    private struct Case {
        let name: String
        let timing: AlertTiming
        let values: [Bool]

        init(_ number: Int, _ random: inout SplitMix) {
            name = "r\(number)"
            timing = AlertTiming(
                holdsFor: .seconds(random.pick([0, 0, 60, 120, 300, 90])),
                keepFiringFor: .seconds(random.pick([0, 60, 180, 90, 600])),
                maxCoverageChange: nil,
                flapLimit: nil
            )
            let stickiness = random.pick([0.5, 0.7, 0.9])
            var value = random.chance(0.5)
            values = (0..<PrometheusTests.minutes).map { _ in
                if !random.chance(stickiness) { value.toggle() }
                return value
            }
        }

        /// The state after each evaluation, as Prometheus names it.
        var states: [String?] {
            let looks = values.enumerated().map { Look(at: minute($0), verdict: $1 ? .met : .left) }
            return Replay(looks, timing).states.map { state in
                switch state {
                case .inactive: nil
                case .pending: "pending"
                case .firing, .recovering, .noData: "firing"
                }
            }
        }
    }

    private static let minutes = 60

    @Test(.enabled(if: promtool != nil, "INFLUENCED_TOOLS names no folder with promtool"), arguments: [1, 2, 3])
    func `Alerts are pending and firing when Prometheus's are`(seed: UInt64) async throws {
        var random = SplitMix(seed)
        let cases = (0..<100).map { Case($0, &random) }
        let outcome = try await Self.check(cases, states: cases.map(\.states))
        #expect(outcome.succeeded, "\(outcome)")
    }

    @Test(.enabled(if: promtool != nil, "INFLUENCED_TOOLS names no folder with promtool"))
    func `A single state that is wrong is noticed`() async throws {
        var random = SplitMix(4)
        let cases = (0..<20).map { Case($0, &random) }
        var states = cases.map(\.states)
        states[7][33] = states[7][33] == "firing" ? nil : "firing"
        #expect(try await !Self.check(cases, states: states).succeeded)
    }

    private static func check(_ cases: [Case], states: [[String?]]) async throws -> Finished {
        let folder = try TemporaryFolder()
        var rules = "groups:\n  - name: g\n    rules:\n"
        var series = ""
        for test in cases {
            let (hold, keep) = (test.timing.holdsFor.microseconds, test.timing.keepFiringFor.microseconds)
            rules += "      - alert: \(test.name)\n        expr: m_\(test.name) > 0\n"
            rules += "        for: \(hold / 1_000_000)s\n        keep_firing_for: \(keep / 1_000_000)s\n"
            let values = test.values.map { $0 ? "1" : "0" }.joined(separator: " ")
            series += "      - {series: m_\(test.name), values: '\(values)'}\n"
        }
        var looks = ""
        for minute in 0..<minutes {
            looks += "      - expr: ALERTS\n        eval_time: \(minute)m\n        exp_samples:\n"
            for (test, states) in zip(cases, states) {
                guard let state = states[minute] else { continue }
                let labels = "alertname=\"\(test.name)\",alertstate=\"\(state)\""
                looks += "          - {labels: 'ALERTS{\(labels)}', value: 1}\n"
            }
        }
        try folder.write(rules, to: "rules.yaml")
        let tests = """
            rule_files: [rules.yaml]
            evaluation_interval: 1m
            tests:
              - interval: 1m
                input_series:
            \(series.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))
                promql_expr_test:
            \(looks.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n"))

            """
        let path = try folder.write(tests, to: "tests.yaml")
        return try await ChildProcess.run([promtool ?? "promtool", "test", "rules", path], directory: folder.path)
    }
}
