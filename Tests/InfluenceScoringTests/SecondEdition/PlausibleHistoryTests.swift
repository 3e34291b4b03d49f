import InfluenceModel
import Testing

@testable import InfluenceScoring

/// What must hold in every dyad and month of the bundled index, whatever the figures are.
@Suite struct PlausibleHistoryTests {
    @Test func `The shares of one country never add up to more than 100 %`() throws {
        let scorer = try BundledIndex.scorer.get()
        let months = Grid.regular(.month, from: "2000-01").periods(through: Period("2030-12").end)
        let columns = scorer.columns(for: months, threads: 2)
        // The largest sums: trade of TKM from two periods of one reporter, imports of KAZ in 2020, students of KAZ in 2018.
        let largest: [NodeID: Double] = ["trade_share": 91.0, "import_share": 89.2, "students_share": 95.0]
        var found: [NodeID: Double] = [:]
        for (indicator, column) in zip(scorer.model.indicators, columns) where indicator.readsTable {
            for country in scorer.model.countries.indices {
                for period in months.indices {
                    var shares: [PowerID: Double] = [:]
                    for (number, power) in scorer.model.powers.enumerated() {
                        let cell = (country * scorer.model.powers.count + number) * months.count + period
                        if !column.raw.values[cell].isNaN { shares[power.id] = column.raw.values[cell] }
                    }
                    if shares["EUU"] != nil { shares["DEU"] = nil }
                    found[indicator.id] = max(found[indicator.id] ?? 0, shares.values.reduce(0, +))
                }
            }
        }
        #expect(found.mapValues { ($0 * 10).rounded() / 10 } == largest)
    }

    @Test func `Every score is on the scale, and none stands on less than its gate`() throws {
        let table = try BundledIndex.table.get()
        let gates: [NodeID: Double] = ["index": 0.5, "economic": 0.5, "security": 0.6, "soft_power": 0.6]
        for element in table {
            guard let value = element.score.value else { continue }
            #expect(value >= 0 && value <= 100 + 1e-9)
            #expect(element.score.coverage >= (gates[table.nodes[element.node]] ?? 0) - 1e-9)
            #expect(element.score.confidence <= element.score.coverage + 1e-9)
        }
    }

    @Test func `No measure stands below its gate in any month`() throws {
        let measures = try BundledIndex.measures.get()
        var counted = 0
        for series in measures.series {
            // Concentration tells what is attributed, which has a gate of its own; a probability is not of this table.
            let isConcentration = ["concentration", "effective_partners"].contains { series.node.text.contains($0) }
            for (period, score) in zip(measures.periods, series.scores) {
                guard let value = score.value else { continue }
                #expect(value.isFinite)
                #expect(
                    score.coverage >= (isConcentration ? 0.8 : 0.6) - 1e-9,
                    "\(series.node) \(series.power) \(series.country) \(period)"
                )
                counted += 1
            }
        }
        #expect(counted > 100_000)
    }

    @Test func `Ten points of the index or twenty of a dimension move in a month only where the list names the event`()
        throws
    {
        let table = try BundledIndex.table.get()
        var named: [String: Double] = [:]
        for jump in try BundledIndex.fixture("jumps.csv") {
            let key = ["node", "country", "power", "period"].compactMap { jump[$0] }.joined(separator: " ")
            named[key] = Double(jump["change"] ?? "") ?? .nan
            #expect(jump["event"]?.isEmpty == false && jump["citation"]?.isEmpty == false, "\(key)")
        }
        for (node, limit) in [("index", 10.0), ("economic", 20), ("security", 20), ("soft_power", 20)] {
            let place = try #require(table.nodes.firstIndex(of: NodeID(node)))
            for dyad in table.dyads.indices {
                for period in table.periods.indices.dropFirst() {
                    guard let before = table.score(node: place, dyad: dyad, period: period - 1).value,
                        let after = table.score(node: place, dyad: dyad, period: period).value,
                        abs(after - before) > limit
                    else { continue }
                    let key = "\(node) \(table.dyads[dyad].country) \(table.dyads[dyad].power) \(table.periods[period])"
                    let change = named.removeValue(forKey: key) ?? .nan
                    #expect(abs(after - before - change) < 0.06, "\(key): \(before) -> \(after)")
                }
            }
        }
        #expect(named.isEmpty, "what the list names does not happen")
    }
}
