import InfluenceModel
import Testing

@testable import InfluenceScoring

/// That no value can exist is said until somebody has one.
@Suite struct NotApplicableTests {
    /// Before: once the newer value had expired, the older statement came back, and coverage with it.
    @Test func `An expired value is not followed by an older statement that there can be none`() throws {
        let rows = try WrittenRows(
            "cadence: P1Y, max_age: P2Y, reporters: [R3, R1], normalise: none",
            "x RUS 2001 - M R3\nx RUS 2003 28 A R1"
        )
        #expect(try rows.score(at: "2002-06").value == nil)
        #expect(try rows.basis(at: "2002-06").freshness == .notApplicable)
        #expect(try rows.score(at: "2004-06").value == 28)
        for period in ["2006-06", "2007-06", "2015-01"] as [Period] {
            #expect(try rows.basis(at: period).freshness == .expired)
        }
    }

    @Test func `A newer statement, and a preferred reporter's within the lag, stand`() throws {
        let newer = try WrittenRows(
            "cadence: P1Y, max_age: P2Y, reporters: [R3, R1], normalise: none",
            "x RUS 2003 28 A R1\nx RUS 2004 - M R3"
        )
        for period in ["2005-06", "2009-06"] as [Period] {
            #expect(try newer.basis(at: period).freshness == .notApplicable)
        }
        let preferred = try WrittenRows(
            "cadence: P1Y, max_age: P2Y, lag: P3Y, reporters: [R3, R1], normalise: none",
            "x RUS 2002 - M R3\nx RUS 2003 28 A R1"
        )
        for period in ["2004-06", "2009-06"] as [Period] {
            #expect(try preferred.basis(at: period).freshness == .notApplicable)
        }
    }

    /// Before: 28 where the grid began earlier, none where it began later, since what was read once was kept.
    @Test(arguments: ["gaps: zero, through: 2004", "gaps: zero", ""])
    func `What is read does not depend on where the reading began`(keys: String) throws {
        let rows = try WrittenRows(
            "cadence: P1Y, max_age: P2Y, flow: true, reporters: [R3, R1], transform: {sum: P5Y}, normalise: none"
                + (keys.isEmpty ? "" : ", " + keys),
            "x RUS 2000 - M R3\nx RUS 2002 28 A R1\nx CHN 2008 3 A R1"
        )
        let all = rows.model.grid.periods(through: ("2009" as Period).end)
        let table = try rows.scorer.scores(for: all)
        for (place, period) in all.enumerated() {
            for power in ["RUS", "CHN"] as [PowerID] {
                let dyad = Dyad(power: power, country: "KAZ")
                let alone = try rows.scorer.scores(for: Array(all[place...]))["x", dyad, period]
                #expect(alone == table["x", dyad, period], "\(power) \(period)")
            }
        }
    }
}
