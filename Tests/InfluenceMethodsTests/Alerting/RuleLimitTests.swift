import InfluenceControl
import InfluenceTestKit
import Testing

@testable import InfluenceMethods

/// Rules that somebody sends, who is let in and not trusted.
@Suite(.timeLimit(.minutes(5))) struct RuleLimitTests {
    private static let model: String = {
        func list(_ letter: String, _ count: Int) -> String {
            (0..<count).map { "  - {id: \(letter)\($0), name: X}\n" }.joined()
        }
        var text = TrialModel.text
        text.replace("countries:\n", with: list("P", 50) + "countries:\n")
        text.replace("nodes:\n", with: list("C", 60) + "nodes:\n")
        return text
    }()

    /// Of 54 powers in 62 countries at five nodes.
    private func rules(_ count: Int) -> String {
        "rules:\n"
            + (1...count).map {
                "- {id: r\($0), kind: threshold, node: [index, economic, trade, loans, bases], above: 60}\n"
            }.joined()
    }

    @Test func `A member's backtest of more than fits is refused by name`() async throws {
        let trial = try Trial(model: Self.model)
        try await TestService.with(trial, isAdmin: { _ in false }) { service in
            let refusal = try await service.client.refusal("BacktestRule", ["rules": .string(rules(60))])
            #expect(refusal?.name == "org.influenced.Index.InvalidRules")
            let errors = refusal?.parameters["errors"]?.arrayValue?.compactMap(\.stringValue) ?? []
            #expect(errors.count == 1)
            #expect(
                errors.first?.hasPrefix("rules:13:3: with rule 'r12' the rules watch 200880 series, and at most 200000")
                    == true,
                "\(errors)"
            )
            // One of them alone is taken.
            #expect(try await service.client.refusal("BacktestRule", ["rules": .string(rules(1))]) == nil)
        }
    }
}
