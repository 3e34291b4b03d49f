import Foundation
import InfluenceModel
import Testing

@testable import InfluenceStore

/// A database that a daemon of format 3 wrote: some runs, revisions, an old edition after a new one, a changed note,
/// intervals, an alert. Its answers as of each of its commits were recorded by that daemon.
@Suite struct FormatThreeTests {
    private static let fixtures = URL(filePath: #filePath).appending(path: "../Fixtures").standardized

    let directory: TemporaryDirectory
    let store: Store

    init() throws {
        directory = try TemporaryDirectory()
        let sql = try String(contentsOf: Self.fixtures.appending(path: "format-3.sql"), encoding: .utf8)
        let queue = try DatabaseQueue(directory.database)
        try queue.use { db in try db.execute(sql: sql) }
        queue.close()
        #expect(try Probe.examine(directory.database) == .ours(version: 3))
        store = try Store(opening: directory.database)
    }

    private struct Answer {
        let time: Instant
        var observations: [String] = []
        var scores: [String] = []
    }

    private static func answers() throws -> [Answer] {
        let text = try String(contentsOf: fixtures.appending(path: "format-3-answers.txt"), encoding: .utf8)
        var answers: [Answer] = []
        for line in text.split(separator: "\n") {
            if line.hasPrefix("as of ") {
                answers.append(Answer(time: Instant(microseconds: try #require(Int64(line.dropFirst(6))))))
            } else if line.hasPrefix("o ") {
                answers[answers.count - 1].observations.append(String(line.dropFirst(2)))
            } else {
                answers[answers.count - 1].scores.append(String(line.dropFirst(2)))
            }
        }
        return answers
    }

    private func observations(asOf time: Instant) throws -> [String] {
        try store.observationPage(asOf: time).observations.map { stored in
            let observation = stored.observation
            let fields = [
                observation.series.indicator.text, observation.series.power?.text ?? "",
                observation.series.country?.text ?? "", observation.period.description,
                observation.value.map { "\($0)" } ?? "", observation.unit, observation.status.rawValue,
                observation.series.reporter, observation.released?.description ?? "", observation.source,
                observation.note, stored.recordedAt.description,
            ]
            return fields.joined(separator: ",")
        }
    }

    @Test func `It is brought up to date, and every old answer stands`() throws {
        let answers = try Self.answers()
        #expect(answers.count == 11)
        for answer in answers {
            #expect(try observations(asOf: answer.time) == answer.observations)
            guard let table = try store.scores(matching: ScoreFilter(nodes: ["index"]), asOf: answer.time) else {
                #expect(answer.scores.isEmpty)
                continue
            }
            let texts = table.scores.map { stored in
                [
                    stored.series.country.text, stored.series.power.text, stored.series.node.text,
                    table.period?.description ?? "", stored.score.value.map { "\($0)" } ?? "",
                ].joined(separator: ",")
            }
            #expect(Set(texts) == Set(answer.scores))
        }
        #expect(try store.violations == [])
        #expect(try store.integrityProblems() == [])
        #expect(try store.vintages().count == 6)
        #expect(try store.vintages().allSatisfy { $0.by == .daemon && $0.undoes == nil && $0.annotated == 0 })
    }

    @Test func `From then on the later release counts, also against what was there before`() throws {
        // The old daemon put the edition of 2022 in force over that of 2024, because it came later.
        let filter = ObservationFilter(indicators: ["trade"], powers: ["CHN"], countries: ["KAZ"])
        func value() throws -> Double? {
            try store.observations(matching: filter).first { $0.period.description == "2022" }?.value
        }
        #expect(try value() == 21)
        func add(_ number: Double, _ released: Day?) throws {
            let observation = Observation(
                series: SeriesKey(indicator: "trade", power: "CHN", country: "KAZ", reporter: "STAT"),
                period: try Period("2022"),
                value: number,
                unit: "percent",
                released: released
            )
            _ = try store.importObservations([observation], recordedAt: .at(0), origin: "new")
        }
        try add(20.5, Day(year: 2021, month: 5, day: 1))
        #expect(try value() == 21)
        try add(23, Day(year: 2023, month: 5, day: 1))
        #expect(try value() == 23)
        for answer in try Self.answers() {
            #expect(try observations(asOf: answer.time) == answer.observations)
        }
    }

    @Test func `What its feed said is known, and what is not said any more is told`() throws {
        let name = "/srv/compact/feed.csv"
        let review = RecordedReview()
        let said = try store.observations().filter { $0.series.indicator == "bases" && $0.source == "treaty" }
        _ = try store.importObservations(
            said,
            recordedAt: .at(0),
            origin: name,
            feed: FeedContent(hash: "new", order: [name]),
            review: review
        )
        #expect(review.vanishedRows == 4)
    }

    @Test func `An import of it is undone`() throws {
        let outcome = try store.undoImport(3, recordedAt: .at(0))
        #expect(outcome.restored == 1)
        #expect(outcome.replaced == 0)
        let filter = ObservationFilter(indicators: ["trade"], powers: ["CHN"], countries: ["KAZ"])
        #expect(try store.observations(matching: filter).first?.value == 22)
    }
}

/// Writes down what it is told.
final class RecordedReview: ImportReview {
    var compared: Set<NodeID> = []
    var totalled: Set<NodeID> = []
    var members: [PowerID: PowerID] = [:]
    var comparisons: [(index: Int, last: Double, period: Period)] = []
    var supersededRows: [Int] = []
    var contradictions: [(index: Int, feed: String)] = []
    var vanishedRows = 0
    var percentages: Set<NodeID> = []
    /// The first row of each table, and how many look like parts of one.
    var partsOfOne: [(index: Int, count: Int)] = []
    var exceeded: [String] = []

    var warningCount: Int { supersededRows.count + contradictions.count + vanishedRows + exceeded.count }

    func compare(_ index: Int, with last: Double, of period: Period) { comparisons.append((index, last, period)) }
    func fractions(_ index: Int, count: Int) { partsOfOne.append((index, count)) }
    func superseded(_ index: Int, by released: Day?) { supersededRows.append(index) }
    func contradicted(_ index: Int, by feed: String) { contradictions.append((index, feed)) }
    func vanished(_ series: SeriesKey, _ period: Period) { vanishedRows += 1 }

    func exceeded(_ table: SeriesKey, _ period: Period, sum: Double, total: Double) {
        exceeded.append("\(table.indicator) \(table.country?.text ?? "") \(period) \(sum) of \(total)")
    }
}
