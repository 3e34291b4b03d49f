import InfluenceModel
import Testing

@testable import InfluenceScoring

/// What of the change of a figure came about at breaks, between periods and between what was known at two times.
@Suite struct BrokenChangeTests {
    private let rus = Dyad(power: "RUS", country: "KAZ")
    private let chn = Dyad(power: "CHN", country: "KAZ")

    private func leaf(_ id: NodeID, _ transform: [Transform] = [], fallback: NodeID? = nil, inputs: [NodeID]? = nil)
        -> Indicator
    {
        Indicator(
            id: id,
            title: "",
            inputs: inputs ?? [id],
            reporters: ["A", "Z"],
            fallback: fallback,
            transform: transform,
            cadence: .months(12),
            maxAge: .months(36)
        )
    }

    private func evidence(_ root: Branch, _ rows: [Observation], tracked: [Indicator] = []) throws -> Evidence {
        var model = Model(root, powers: ["RUS", "CHN"], tracked: tracked)
        model.grid = .regular(.year, from: "2005")
        return Evidence(model: model, panel: try Panel(rows))
    }

    private func tree() -> Branch { .node("index", [.leaf(leaf("a"), weight: 3), .leaf(leaf("b"), weight: 1)]) }

    private func row(_ leaf: NodeID, _ year: Period, _ value: Double, _ status: ObservationStatus = .normal, by: String)
        -> Observation
    {
        observed(leaf, "RUS", "KAZ", year, value, status, by: by)
    }

    @Test func `Of a mean the broken leaf's part is told apart`() throws {
        let evidence = try evidence(
            tree(),
            [
                row("a", "2010", 40, by: "Z"), row("b", "2010", 20, by: "Z"), row("a", "2011", 80, by: "A"),
                row("b", "2011", 40, by: "Z"),
            ]
        )
        let change = try #require(evidence.brokenChange(of: "index", rus, from: "2010", to: "2011"))
        #expect(change.effect == 30)
        #expect(change.breaks == [SeriesBreak(indicator: "a", kind: .reporter(from: "Z", to: "A"), since: "2011")])
        #expect(evidence.brokenChange(of: "a", rus, from: "2010", to: "2011")?.effect == 40)
        #expect(evidence.brokenChange(of: "b", rus, from: "2010", to: "2011") == nil)
        #expect(evidence.brokenChange(of: "index", chn, from: "2010", to: "2011") == nil)
        // Backwards the same.
        #expect(evidence.brokenChange(of: "index", rus, from: "2011", to: "2010")?.effect == -30)
    }

    @Test func `What is known now is compared with what was known then`() throws {
        let known = [row("a", "2010", 40, by: "Z"), row("b", "2010", 20, by: "Z")]
        let old = try evidence(tree(), known)
        // The preferred reporter's whole history comes at once: within it nothing breaks.
        let new = try evidence(tree(), known + [row("a", "2009", 70, by: "A"), row("a", "2010", 72, by: "A")])
        #expect(new.brokenChange(of: "index", rus, from: "2009", to: "2010") == nil)
        #expect(new.brokenChange(of: "index", rus, from: "2010", in: old, to: "2010")?.effect == 24)
        // A figure that is corrected breaks nothing; one that is said to break its series does.
        let corrected = try evidence(tree(), [row("a", "2010", 44, by: "Z"), known[1]])
        #expect(corrected.brokenChange(of: "index", rus, from: "2010", in: old, to: "2010") == nil)
        let marked = try evidence(tree(), [row("a", "2010", 44, .seriesBreak, by: "Z"), known[1]])
        #expect(
            marked.brokenChange(of: "index", rus, from: "2010", in: old, to: "2010")?.breaks == [
                SeriesBreak(indicator: "a", kind: .status("2010"), since: "2010")
            ]
        )
        // What is taken back beyond the mark is no more comparable than what came after it.
        #expect(old.brokenChange(of: "a", rus, from: "2010", in: marked, to: "2010") == nil)
        let later = try evidence(tree(), known + [row("a", "2011", 60, .seriesBreak, by: "Z")])
        #expect(old.brokenChange(of: "a", rus, from: "2011", in: later, to: "2011")?.effect == -20)
    }

    /// Before: since the period that was looked at, whenever the series broke.
    @Test func `A break is dated by the period in which the series became what it is`() throws {
        let known = [row("a", "2009", 41, by: "Z"), row("a", "2010", 40, by: "Z"), row("b", "2010", 20, by: "Z")]
        let later = [row("a", "2011", 80, by: "A"), row("a", "2013", 84, by: "A")]
        let evidence = try evidence(tree(), known + later)
        let since = SeriesBreak(indicator: "a", kind: .reporter(from: "Z", to: "A"), since: "2011")
        for period: Period in ["2011", "2012", "2013"] {
            #expect(evidence.brokenChange(of: "index", rus, from: "2010", to: period)?.breaks == [since])
            #expect(evidence.breaks(of: "index", rus, from: "2010", to: period) == [since])
        }
        // As known at two times.
        let old = try self.evidence(tree(), known)
        #expect(evidence.brokenChange(of: "a", rus, from: "2013", in: old, to: "2013")?.breaks == [since])
        #expect(evidence.breaksAmong("a", rus, figuresOf: "2010", "2013") == [since])
        // A series that is said never to have been anything else is so since it is known.
        let whole = try self.evidence(
            tree(),
            [row("a", "2008", 70, by: "A"), row("a", "2010", 71, by: "A")] + later + known
        )
        #expect(whole.brokenChange(of: "a", rus, from: "2013", in: old, to: "2013")?.breaks.map(\.since) == ["2013"])
        // Said by the reporter itself, years ago.
        let marked = try self.evidence(tree(), known + [row("a", "2011", 80, .seriesBreak, by: "Z")])
        #expect(
            marked.brokenChange(of: "a", rus, from: "2013", in: old, to: "2013")?.breaks
                == [SeriesBreak(indicator: "a", kind: .status("2011"), since: "2011")]
        )
    }

    @Test func `So is that of shares of two powers`() throws {
        func table(_ year: Period, by: String) -> [Observation] {
            [
                observed("t", "RUS", "KAZ", year, 20, by: by), observed("t", "CHN", "KAZ", year, 10, by: by),
                observed("t", .world, "KAZ", year, 100, by: by),
            ]
        }
        let share = leaf("share", [.share()], inputs: ["t"])
        let tracked = [Indicator(id: "t", title: "", isFlow: true)]
        let root = Branch.node("index", [.leaf(share, weight: 1)])
        let old = try evidence(root, table("2009", by: "Z"), tracked: tracked)
        let new = try evidence(root, table("2009", by: "Z") + table("2010", by: "A"), tracked: tracked)
        let breaks = try new.breaks(
            ofShares: "share",
            PowerPair("RUS", "CHN"),
            in: "KAZ",
            from: "2011",
            in: old,
            to: "2011"
        )
        #expect(breaks == [SeriesBreak(indicator: "share", kind: .reporter(from: "Z", to: "A"), since: "2010")])
    }

    @Test func `Across a gap a value is compared with the last one there was`() throws {
        let evidence = try evidence(tree(), [row("a", "2006", 40, by: "Z"), row("a", "2012", 90, by: "A")])
        #expect(evidence.details(of: "a", rus, at: "2010")?.value == nil)
        let change = try #require(evidence.brokenChange(of: "a", rus, from: "2010", to: "2012"))
        #expect(change.effect == nil && change.breaks.count == 1)
        #expect(evidence.breaks(of: "a", rus, from: "2010", to: "2012").isEmpty)
        #expect(evidence.breaks(of: "a", rus, after: nil, by: "2012") == change.breaks)
        #expect(evidence.breaks(of: "a", rus, after: nil, by: "2011").isEmpty)
        #expect(evidence.breaks(of: "a", rus, after: Period("2010").end, by: "2013") == change.breaks)
    }

    @Test func `Shares of two powers are compared within one table`() throws {
        func table(_ year: Period, _ russia: Double, _ china: Double, by: String, _ status: ObservationStatus = .normal)
            -> [Observation]
        {
            [
                observed("t", "RUS", "KAZ", year, russia, by: by),
                observed("t", "CHN", "KAZ", year, china, status, by: by),
                observed("t", .world, "KAZ", year, 100, by: by),
            ]
        }
        let share = leaf("share", [.share()], fallback: "p", inputs: ["t"])
        let tracked = [Indicator(id: "t", title: "", isFlow: true), leaf("p")]
        func breaks(_ later: [Observation]) throws -> [SeriesBreak] {
            let evidence = try evidence(
                .node("index", [.leaf(share, weight: 1)]),
                table("2010", 20, 10, by: "Z") + later,
                tracked: tracked
            )
            let before = try #require(try evidence.comparable("share", "RUS", "CHN", in: "KAZ", at: "2010"))
            let now = try #require(try evidence.comparable("share", "RUS", "CHN", in: "KAZ", at: "2011"))
            return now.breaks(after: before, since: "2011")
        }
        #expect(try breaks(table("2011", 10, 20, by: "Z")) == [])
        let kinds = { (rows: [Observation]) in try breaks(rows).map(\.kind) }
        #expect(try kinds(table("2011", 10, 20, by: "A")) == [.reporter(from: "Z", to: "A")])
        // In only one of the two.
        #expect(try kinds(table("2011", 10, 20, by: "Z", .seriesBreak)) == [.status("2011")])
        // Published shares take over.
        let published = [
            observed("p", "RUS", "KAZ", "2011", 10, by: "A"), observed("p", "CHN", "KAZ", "2011", 20, by: "A"),
        ]
        #expect(try kinds(published) == [.source(from: "share", to: "p")])
    }

    @Test func `A window whose rows break does so where the row comes in, not where it leaves`() throws {
        let window = leaf("w", [.window(Window(.mean, .months(36)))])
        let rows = (2006...2013).compactMap { year in
            Period.year(year).map { row("w", $0, Double(year - 2000), year == 2009 ? .seriesBreak : .normal, by: "Z") }
        }
        let evidence = try evidence(.node("index", [.leaf(window, weight: 1)]), rows)
        #expect(
            evidence.breaks(of: "index", rus, from: "2006", to: "2013") == [
                SeriesBreak(indicator: "w", kind: .status("2009"), since: "2009")
            ]
        )
    }

    @Test func `A waterfall tells of each item why the two values cannot be compared`() throws {
        let model = Model(tree())
        let rows = [
            row("a", "2010", 40, by: "Z"), row("b", "2010", 20, by: "Z"), row("a", "2011", 80, by: "A"),
            row("b", "2011", 40, .seriesBreak, by: "Z"),
        ]
        let at = { (period: Period) in try AttributionTests.explained(model, rows, at: period) }
        let attribution = try Attribution(of: "index", from: try at("2010"), to: try at("2011"))
        #expect(attribution.items.map(\.group) == [.reporterSwitch, .seriesBreak])
        #expect(
            attribution.items.map { $0.breaks.map(\.kind) } == [[.reporter(from: "Z", to: "A")], [.status("2011")]]
        )
        #expect(attribution.items.map { $0.after?.status } == [.normal, .seriesBreak])
    }

    @Test func `Flags of the values used are told, and those of what lies by are not`() throws {
        let evidence = try evidence(
            tree(),
            [
                row("a", "2010", 40, .estimated, by: "A"), row("a", "2010", 41, .provisional, by: "Z"),
                row("b", "2010", 20, .seriesBreak, by: "Z"),
            ]
        )
        #expect(evidence.statuses(of: "index", rus, at: "2010") == [.seriesBreak, .estimated])
        #expect(evidence.statuses(of: "a", rus, at: "2011") == [.estimated])
        #expect(evidence.statuses(of: "a", chn, at: "2010") == [])
    }
}
