import InfluenceAlerts
import InfluenceFiles
import InfluenceModel
import Testing

@Suite struct `Levels that nothing can pass` {
    private func problems(_ keys: String) throws -> [String] {
        let model = try Bundled.model()
        do throws(DiagnosticList) {
            let text = "rules:\n- {id: r,\n  \(keys)}\n"
            _ = try RuleFile.read(text, name: "f", model: model, feeds: [])
            return []
        } catch {
            return error.lines
        }
    }

    @Test(arguments: [
        ("{M: dependency, above: 50}", "never met: dependency is within 0...1"),
        ("{M: dependency, above: 1}", "never met: dependency is within 0...1"),
        ("{M: dependency, below: 0}", "never met"),
        ("{M: dependency, above: -0.1}", "always met"),
        ("{M: dependency, below: 1.5}", "always met"),
        ("{M: tilt, above: 1}", "never met: tilt is within -1...1"),
        ("{M: effective_partners.trade, below: 1}", "never met: effective_partners is at least 1"),
        ("{M: concentration.trade, above: 2500}", "never met: concentration is within 0...1"),
        ("{M: multi_vector, above: 3}", "never met"),
        ("{M: 'dependency*', above: 7}", "never met"),
        ("{M: dependency, above: 0.5, clear: -1}", "never recover, at -1: dependency is within 0...1"),
        ("{M: tilt, below: 0.5, clear: 1.5}", "never recover, at 1.5: tilt is within -1...1"),
        ("{K: threshold, node: index, above: 100}", "never met: scores are within 0...100"),
        ("{K: threshold, node: index, above: 300}", "never met"),
        ("{K: threshold, node: index, below: 101}", "always met"),
        ("{K: overtake, by: CHN, of: RUS, node: index, margin: 100}", "no score leads by more than 100"),
        (
            "{K: overtake, by: CHN, of: RUS, node: trade_share, in: shares, margin: 101}",
            "no share leads by more than 100"
        ),
    ])
    func `are refused where they stand`(keys: String, words: String) throws {
        let found = try problems(line(keys))
        #expect(!found.isEmpty && found.allSatisfy { $0.hasPrefix("f:3:") }, "\(found)")
        #expect(found.contains { $0.contains(words) }, "\(found)")
    }

    @Test(arguments: [
        "{M: dependency, above: 0.5}", "{M: dependency, above: 0.005, clear: 0}", "{M: dependency, below: 0.9}",
        "{M: tilt, below: -0.5}",
        "{M: effective_partners.trade, below: 3}", "{M: momentum, above: 5}",
        "{M: overtaking_gap.trade_share, above: 20}",
        "{K: overtake, by: CHN, of: RUS, node: index, margin: 99}",
    ])
    func `are not those within the range`(keys: String) throws {
        #expect(try problems(line(keys)) == [])
    }

    @Test func `are windows that no two periods of a grid of some years lie apart`() throws {
        var model = try Bundled.model()
        model.grid = .listed(try ["1995", "2000", "2005"].map { try Period($0) })
        func problems(_ window: String) -> [String] {
            let text = "rules:\n- {id: r, kind: change, node: index, by: 5,\n  window: \(window)}\n"
            do throws(DiagnosticList) {
                _ = try RuleFile.read(text, name: "f", model: model, feeds: [])
                return []
            } catch {
                return error.lines
            }
        }
        #expect(problems("P5Y") == [])
        #expect(problems("P120M") == [])
        for (window, words) in [("P12M", "1 year"), ("P20Y", "20 years")] {
            #expect(
                problems(window)
                    == ["f:3:11: the condition is never met: no period of the grid lies \(words) after another"]
            )
        }
    }

    /// The keys in one line, so that every place is in line 3.
    private func line(_ keys: String) -> String {
        let inner = String(keys.dropFirst().dropLast()).replacing("M: ", with: "kind: measure, measure: ")
            .replacing("K: ", with: "kind: ")
        return inner
    }
}
