import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

/// Which of several editions counts, who undoes what, and what feeds may say of each other.
@Suite struct EditionTests {
    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        store = try Store(opening: directory.database)
    }

    private static let key = SeriesKey(indicator: "gdp", power: nil, country: "KAZ", reporter: "WB")

    private static func edition(
        _ value: Double?,
        _ released: Int?,
        source: String = "",
        period: Period = .month(600),
        status: ObservationStatus = .normal
    ) -> Observation {
        Observation(
            series: key,
            period: period,
            value: value,
            status: status,
            released: released.map { Day(clamping: 19_000 + $0) },
            source: source
        )
    }

    @discardableResult
    private func add(
        _ observations: Observation...,
        at time: Int,
        review: (any ImportReview)? = nil
    ) throws -> ImportOutcome {
        try store.importObservations(observations, recordedAt: .at(time), origin: "file", review: review)
    }

    private func value(asOf time: Int? = nil) throws -> Double? {
        try store.observations(asOf: time.map { .at($0) }).first?.value
    }

    // MARK: Released

    @Test(
        arguments: [
            // The days of release in the order of arrival, nil for none, and which counts in the end.
            ([1, 2], 1), ([2, 1], 0), ([2, 2], 1), ([nil, nil], 1), ([2, nil], 1), ([nil, 2], 1), ([5, nil, 1], 1),
            ([5, 1, nil], 2),
            ([1, 5, 3], 1), ([nil, 1, nil], 2), ([3, 1, 2, 3], 3), ([9, nil, 10], 2),
        ] as [([Int?], Int)]
    )
    func `The later release counts, and without one the later arrival`(released: [Int?], expected: Int) throws {
        var inForce: [Double?] = []
        for (place, day) in released.enumerated() {
            try add(Self.edition(Double(place), day), at: place)
            inForce.append(try value())
        }
        #expect(try value() == Double(expected))
        // As of any time before as it was answered then.
        for place in released.indices { #expect(try value(asOf: place) == inForce[place]) }
        #expect(try store.observationPage(vintages: .all).observations.count == released.count)
        #expect(try store.observationPage(vintages: .all).observations.filter(\.isInForce).count == 1)
    }

    @Test func `An older edition is stored, does not count, and is told; again it is nothing new`() throws {
        try add(Self.edition(2, 20), at: 1)
        let review = RecordedReview()
        #expect(try add(Self.edition(1, 10), at: 2, review: review).revised == 1)
        #expect(review.supersededRows == [0])
        #expect(try value() == 2)
        let again = RecordedReview()
        #expect(try add(Self.edition(1, 10), at: 3, review: again).vintage == nil)
        #expect(again.supersededRows == [0])
        // A correction of the old edition is an edition too.
        #expect(try add(Self.edition(1.5, 10), at: 4).revised == 1)
        #expect(try value() == 2)
    }

    @Test func `An edition that says that there is no value replaces the one before`() throws {
        try add(Self.edition(2, 20), at: 1)
        try add(Self.edition(nil, 30, status: .suppressed), at: 2)
        #expect(try store.observations().first?.status == .suppressed)
    }

    // MARK: Texts

    @Test func `A text that changed alone is no edition, and as of before it the one before is shown`() throws {
        try add(Self.edition(1, nil, source: "draft"), at: 1)
        let outcome = try add(Self.edition(1, nil, source: "yearbook"), at: 2)
        #expect([outcome.added, outcome.revised, outcome.annotated, outcome.unchanged] == [0, 0, 1, 0])
        #expect(outcome.vintage?.hasContent == false)
        #expect(try store.lastContentVintage()?.id == 1)
        #expect(try store.observations().first?.source == "yearbook")
        #expect(try store.observations(asOf: .at(1)).first?.source == "draft")
        // Values as of one time with the texts of another.
        let page = try store.observationPage(asOf: .at(1), annotatedAsOf: .at(5))
        #expect(page.observations.map(\.observation.source) == ["yearbook"])
        #expect(page.observations.map(\.vintage) == [1])
        #expect(try store.status().counts.observationVersions == 1)
    }

    @Test func `Pages keep to the texts of the first one's time`() throws {
        let months = (0..<4).map { Self.edition(Double($0), nil, source: "a", period: .month($0)) }
        _ = try store.importObservations(months, recordedAt: .at(1), origin: "file")
        let first = try store.observationPage(limit: 2)
        let renamed = (0..<4).map { Self.edition(Double($0), nil, source: "b", period: .month($0)) }
        _ = try store.importObservations(renamed, recordedAt: .at(2), origin: "file")
        let rest = try store.observationPage(after: first.next)
        #expect(rest.observations.map(\.observation.source) == ["a", "a"])
        let place = try #require(first.next)
        #expect(ObservationPosition(place.description) == place)
    }

    // MARK: Undo

    @Test func `An undoing brings back what was there, withdraws what was not, and can itself be undone`() throws {
        let other = Self.edition(7, nil, period: .month(601))
        try add(Self.edition(1, 10), at: 1)
        try add(Self.edition(2, 20), other, at: 2)
        let undo = try store.undoImport(2, recordedAt: .at(3))
        #expect([undo.restored, undo.withdrawn, undo.reinstated, undo.replaced] == [1, 1, 0, 0])
        #expect(try store.observations() == [Self.edition(1, 10)])
        #expect(try store.observations(asOf: .at(2)) == [Self.edition(2, 20), other])
        #expect(try store.status().counts.observations == 1)
        #expect(try store.observationSeries().map(\.periods) == [1])
        let again = try store.undoImport(2, recordedAt: .at(4))
        #expect(again.vintage == nil)
        let back = try store.undoImport(try #require(undo.vintage).id, recordedAt: .at(5))
        #expect([back.restored, back.withdrawn, back.reinstated] == [1, 0, 1])
        #expect(try store.observations() == [Self.edition(2, 20), other])
        #expect(try store.observations(asOf: .at(3)) == [Self.edition(1, 10)])
        #expect(try store.vintages().map(\.undoes) == [3, 2, nil, nil])
        // And on from there.
        let third = try store.undoImport(try #require(back.vintage).id, recordedAt: .at(6))
        #expect([third.restored, third.withdrawn] == [1, 1])
        #expect(try store.observations() == [Self.edition(1, 10)])
    }

    @Test func `What was replaced since stays, and is listed`() throws {
        try add(Self.edition(1, nil), Self.edition(5, nil, period: .month(601)), at: 1)
        try add(Self.edition(2, nil), at: 2)
        let undo = try store.undoImport(1, recordedAt: .at(3))
        #expect([undo.withdrawn, undo.replaced] == [1, 1])
        #expect(undo.firstReplaced == [UndoOutcome.Key(series: Self.key, period: .month(600))])
        #expect(try store.observations() == [Self.edition(2, nil)])
    }

    @Test func `A file that was undone can be imported again`() throws {
        try add(Self.edition(1, 10), at: 1)
        _ = try store.undoImport(1, recordedAt: .at(2))
        #expect(try store.observations() == [])
        #expect(try add(Self.edition(1, 10), at: 3).added == 1)
        #expect(try store.observations() == [Self.edition(1, 10)])
    }

    @Test func `Texts are undone too`() throws {
        try add(Self.edition(1, nil, source: "draft"), at: 1)
        try add(Self.edition(1, nil, source: "wrong"), at: 2)
        #expect(try store.undoImport(2, recordedAt: .at(3)).annotated == 1)
        #expect(try store.observations().first?.source == "draft")
        #expect(try store.observations(asOf: .at(2)).first?.source == "wrong")
    }

    @Test(arguments: [0, 2, -1, Int64.max])
    func `An unknown import is refused by its number`(vintage: Int64) throws {
        #expect(throws: StoreError.unknownVintage(vintage, last: nil)) {
            try store.undoImport(vintage, recordedAt: .at(1))
        }
        try add(Self.edition(1, nil), at: 1)
        #expect(throws: StoreError.unknownVintage(vintage, last: 1)) {
            try store.undoImport(vintage, recordedAt: .at(2))
        }
        #expect(throws: StoreError.unknownVintage(vintage, last: 1)) { try store.rehearseUndo(of: vintage, at: .at(2)) }
    }

    // MARK: Rehearsals

    @Test func `What is rehearsed is what would be, and nothing of it is kept`() throws {
        try add(Self.edition(1, nil), at: 1)
        let before = try store.observationPage(vintages: .all).observations
        let names = try store.read { db in try db.integer("SELECT count(*) FROM name") }
        let new = [Self.edition(2, nil), Self.edition(3, nil, source: "somewhere new", period: .month(601))]
        let (outcome, after) = try store.rehearseImport(of: new, at: .at(2), origin: "file")
        #expect([outcome.added, outcome.revised] == [1, 1])
        #expect(Array(after) == new)
        #expect(try store.observationPage(vintages: .all).observations == before)
        #expect(try store.vintages().count == 1)
        #expect(try store.read { db in try db.integer("SELECT count(*) FROM name") } == names)
        #expect(try store.importObservations(new, recordedAt: .at(3), origin: "file").vintage?.id == 2)
        #expect(try store.observations() == after)
    }

    @Test func `Who imported, and what he said about it, is kept`() throws {
        let importer = Importer(user: Author(user: 1000, name: "aigul"), name: "Desk", comment: "März, \"2\"")
        _ = try store.importObservations([Self.edition(1, nil)], recordedAt: .at(1), origin: "file", by: importer)
        #expect(try store.lastVintage()?.by == importer)
        #expect(try store.undoImport(1, recordedAt: .at(2), by: importer).vintage?.by == importer)
        #expect(try store.vintages(asOf: .at(1)).map(\.origin) == ["file"])
    }

    // MARK: What comes before

    @Test func `Per cents of which nothing was there before are told where all look like parts of one`() throws {
        func rows(_ values: [Double?], by reporter: String, from month: Int = 600, country: CountryID = "KAZ")
            -> [Observation]
        {
            values.enumerated().map { place, value in
                Observation(
                    series: SeriesKey(indicator: "share", power: "RUS", country: country, reporter: reporter),
                    period: .month(month + place),
                    value: value,
                    status: value == nil ? .missing : .normal
                )
            }
        }
        func told(_ observations: [Observation], at time: Int) throws -> [Int] {
            let review = RecordedReview()
            review.percentages = ["share"]
            _ = try store.importObservations(observations, recordedAt: .at(time), origin: "file", review: review)
            return review.partsOfOne.flatMap { [$0.index, $0.count] }
        }
        // The first that is neither 0 nor 1, and how many there are; each reporter by itself.
        #expect(try told(rows([0, nil, 0.87, -0.2, 1], by: "A") + rows([12, 0.5], by: "B"), at: 1) == [2, 2])
        // There is something to jump from.
        #expect(try told(rows([0.5, 0.6], by: "A", from: 610), at: 2) == [])
        #expect(try told(rows([0.5, 0.6], by: "A", country: "UZB"), at: 3) == [])
        #expect(try told(rows([0, 1, 1], by: "C"), at: 4) == [])
        #expect(try told(rows([0.5, 1.01], by: "D"), at: 5) == [])
        #expect(try told(rows([0.5], by: "E"), at: 6) == [0, 1])
    }

    @Test func `A value is compared with the one in force, or else with the last period before`() throws {
        try add(
            Self.edition(5, nil, period: .month(590)),
            Self.edition(nil, nil, period: .month(595), status: .missing),
            at: 1
        )
        let review = RecordedReview()
        review.compared = ["gdp"]
        try add(
            Self.edition(50, nil, period: .month(590)),
            Self.edition(6, nil, period: .month(600)),
            Self.edition(7, nil, period: .month(580)),
            Self.edition(8, nil, period: .month(610)),
            at: 2,
            review: review
        )
        let found = review.comparisons.map { "\($0.index) \($0.last) \($0.period)" }.sorted()
        // What is older than everything known has only what comes after it.
        #expect(
            found == [
                "0 5.0 \(Period.month(590))", "1 50.0 \(Period.month(590))", "2 5.0 \(Period.month(590))",
                "3 6.0 \(Period.month(600))",
            ]
        )
        let later = RecordedReview()
        later.compared = ["gdp"]
        try add(Self.edition(9, nil, period: .month(620)), at: 3, review: later)
        #expect(later.comparisons.map(\.last) == [8])
        let none = RecordedReview()
        try add(Self.edition(9, nil, period: .month(630)), at: 4, review: none)
        #expect(none.comparisons.isEmpty)
    }

    // MARK: Totals

    private func table(_ rows: [(String, Double)], reporter: String = "COW") -> [Observation] {
        rows.map { power, value in
            Observation(
                series: SeriesKey(indicator: "exports", power: PowerID(power), country: "KAZ", reporter: reporter),
                period: .month(600),
                value: value
            )
        }
    }

    @Test(
        arguments: [
            ([("WLD", 100), ("RUS", 60), ("CHN", 40)], false), ([("WLD", 100), ("RUS", 60), ("CHN", 40.4)], false),
            ([("WLD", 100), ("RUS", 60), ("CHN", 41)], true), ([("WLD", 100), ("CHN", 250)], true),
            ([("RUS", 60), ("CHN", 400)], false), ([("WLD", 100), ("EUU", 60), ("DEU", 50), ("CHN", 40)], false),
            ([("WLD", 100), ("DEU", 70), ("FRA", 40)], true), ([("WLD", 100), ("RUS", 60), ("RU", 60)], true),
        ] as [([(String, Double)], Bool)]
    )
    func `Partners that add up to more than their total are told`(rows: [(String, Double)], isTold: Bool) throws {
        let review = RecordedReview()
        review.totalled = ["exports"]
        review.members = ["DEU": "EUU", "FRA": "EUU"]
        _ = try store.importObservations(table(rows), recordedAt: .at(1), origin: "file", review: review)
        #expect(review.exceeded.isEmpty == !isTold)
    }

    @Test func `They are added up as they stand after the import, whoever brought them`() throws {
        _ = try store.importObservations(table([("WLD", 100), ("RUS", 60)]), recordedAt: .at(1), origin: "file")
        let review = RecordedReview()
        review.totalled = ["exports"]
        let other = table([("CHN", 90)], reporter: "UN")
        _ = try store.importObservations(other, recordedAt: .at(2), origin: "file", review: review)
        #expect(review.exceeded.isEmpty)
        _ = try store.importObservations(table([("CHN", 90)]), recordedAt: .at(3), origin: "file", review: review)
        #expect(review.exceeded == ["exports KAZ \(Period.month(600)) 150.0 of 100.0"])
    }

    // MARK: Feeds

    @discardableResult
    private func feed(
        _ name: String,
        _ observations: [Observation],
        at time: Int,
        order: [String] = ["a", "b"]
    ) throws -> RecordedReview {
        let review = RecordedReview()
        _ = try store.importObservations(
            observations,
            recordedAt: .at(time),
            origin: name,
            feed: FeedContent(hash: "\(time)", order: order),
            review: review
        )
        return review
    }

    @Test func `Of two feeds that contradict each other the first counts, whichever is edited last`() throws {
        let unrelated = Self.edition(9, nil, period: .month(1))
        #expect(try feed("a", [Self.edition(10, nil)], at: 1).contradictions.isEmpty)
        #expect(try feed("b", [Self.edition(20, nil)], at: 2).contradictions.map(\.feed) == ["a"])
        #expect(try value() == 10)
        // An unrelated edit of either changes nothing about it.
        #expect(try feed("a", [Self.edition(10, nil), unrelated], at: 3).contradictions.map(\.feed) == ["b"])
        #expect(try feed("b", [Self.edition(20, nil), unrelated], at: 4).contradictions.map(\.feed) == ["a"])
        #expect(try store.observations().map(\.value) == [9, 10])
        let conflicts = try store.feedConflicts(order: ["a", "b"])
        #expect(conflicts.map { [$0.first, $0.second] } == [["a", "b"]])
        #expect(conflicts.first?.count == 1)
        #expect(conflicts.first?.period == .month(600))
    }

    @Test func `The first counts also where it comes second, and where the order is turned`() throws {
        try feed("b", [Self.edition(20, nil)], at: 1)
        try feed("a", [Self.edition(10, nil)], at: 2)
        #expect(try value() == 10)
        try feed("b", [Self.edition(20, nil)], at: 3, order: ["b", "a"])
        #expect(try value() == 20)
        try feed("a", [Self.edition(10, nil)], at: 4, order: ["b", "a"])
        #expect(try value() == 20)
        // Taken out of the configuration, it stands back.
        try feed("a", [Self.edition(10, nil)], at: 5, order: ["a"])
        #expect(try value() == 10)
        try store.keepFeeds(["a"], at: .at(6))
        #expect(try store.feedConflicts(order: ["a", "b"]).isEmpty)
    }

    /// Before: the content stayed known, so that a file that came back was not read, though what it said was forgotten.
    @Test func `With what a feed said it is forgotten which content that was, and not when it came`() throws {
        try feed("a", [Self.edition(10, nil)], at: 1)
        try feed("b", [Self.edition(20, nil)], at: 2)
        try store.keepFeeds(["b"], at: .at(3))
        let gone = try #require(try store.feed(named: "a"))
        #expect(gone.contentHash == nil)
        #expect(gone.importedAt == .at(1))
        #expect(gone.newestPeriod == .month(600))
        #expect(try store.feeds().map(\.contentHash) == [nil, "2"])
        // Whose figures they are is still known: they stand back behind those of any feed.
        try feed("b", [Self.edition(20, nil)], at: 4, order: ["b"])
        #expect(try value() == 20)
        try feed("a", [Self.edition(10, nil)], at: 5)
        #expect(try store.feed(named: "a")?.contentHash == "5")
    }

    @Test func `A later edition in another feed is no contradiction, and a correction by hand stays`() throws {
        try feed("a", [Self.edition(10, 1)], at: 1)
        #expect(try feed("b", [Self.edition(20, 2)], at: 2).contradictions.isEmpty)
        #expect(try value() == 20)
        try add(Self.edition(15, nil), at: 3)
        try feed("a", [Self.edition(10, 1), Self.edition(1, nil, period: .month(2))], at: 4)
        #expect(try value() == 1)
        #expect(try store.observations().last?.value == 15)
    }

    @Test func `Rows that a feed brings no more are told once and stay`() throws {
        let rows = (0..<4).map { Self.edition(Double($0), nil, period: .month($0)) }
        #expect(try feed("a", rows, at: 1).vanishedRows == 0)
        #expect(try feed("a", [rows[0], rows[3]], at: 2).vanishedRows == 2)
        #expect(try feed("a", [rows[0], rows[3]], at: 3).vanishedRows == 0)
        #expect(try Array(store.observations()) == rows)
        // A file at another place has brought nothing before.
        #expect(try feed("c", [rows[0]], at: 4, order: ["c"]).vanishedRows == 0)
    }

    @Test(arguments: 1...6)
    func `Whatever feeds, hands and undoings do, every time is answered as it was then`(seed: Int) throws {
        var random = SplitMix(UInt64(100 + seed))
        var answers: [(time: Instant, observations: ObservationTable, versions: [StoredObservation])] = []
        for step in 0..<60 {
            let observations = (0..<5).compactMap { month -> Observation? in
                guard random.below(3) > 0 else { return nil }
                let released: Int? = random.pick([nil, nil, 1, 2])
                return Self.edition(
                    Double(random.below(3)),
                    released,
                    source: random.pick(["x", "y"]),
                    period: .month(month)
                )
            }
            let vintage: Vintage?
            switch random.below(4) {
            case 0:
                vintage = try store.importObservations(observations, recordedAt: .at(step), origin: "hand").vintage
            case 1:
                guard let last = try store.lastVintage()?.id else { continue }
                vintage = try store.undoImport(Int64(1 + random.below(Int(last))), recordedAt: .at(step)).vintage
            default:
                let name = random.pick(["a", "b"])
                let order = random.pick([["a", "b"], ["b", "a"], ["a"]])
                let feed = FeedContent(hash: "\(step)", order: order)
                vintage = try store.importObservations(observations, recordedAt: .at(step), origin: name, feed: feed)
                    .vintage
            }
            guard let vintage else { continue }
            let versions = try store.observationPage(vintages: .all).observations
            answers.append((vintage.recordedAt, try store.observations(), versions))
        }
        #expect(answers.count > 20)
        for answer in answers {
            #expect(try store.observations(asOf: answer.time) == answer.observations)
            let versions = try store.observationPage(asOf: answer.time, vintages: .all).observations
            #expect(versions == answer.versions)
        }
        #expect(try store.violations == [])
    }
}
