import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

/// The totals of partners, however their rows are spread over imports.
@Suite struct PartnerTotalsTests {
    private static let powers: [PowerID] = [.world, "CHN", "RUS", "EUU", "DEU", "FRA", "TUR"]
    private static let months = 600..<612

    private static func row(_ power: PowerID, _ month: Int, _ value: Double?) -> Observation {
        Observation(
            series: SeriesKey(indicator: "exports", power: power, country: "KAZ", reporter: "COW"),
            period: .month(month),
            value: value,
            status: value == nil ? .missing : .normal
        )
    }

    private static func review() -> RecordedReview {
        let review = RecordedReview()
        review.totalled = ["exports"]
        review.members = ["DEU": "EUU", "FRA": "EUU"]
        return review
    }

    @Test(arguments: 0..<40)
    func `What is told of a table does not depend on how many imports brought it`(seed: Int) throws {
        var random = SplitMix(UInt64(seed))
        // Of each row the place of its import; those of one import are in any order, and some stand in it twice.
        var parts: [[Observation]] = [[], [], []]
        var last: [Observation] = []
        for power in Self.powers {
            for month in Self.months where Int.random(in: 0..<10, using: &random) > 0 {
                let isMissing = Int.random(in: 0..<8, using: &random) == 0
                let size = power == .world ? 100.0 : Double(Int.random(in: -5...45, using: &random))
                let row = Self.row(power, month, isMissing ? nil : size)
                if power == .world {
                    last.append(row)
                } else {
                    let part = Int.random(in: 0..<3, using: &random)
                    parts[part] += Bool.random(using: &random) ? [row] : [row, row]
                }
            }
        }
        // The total, with all of its periods, comes last: the import looks at the whole table.
        parts[2] += last
        let whole = Self.review()
        let atOnce = try TemporaryDirectory()
        let store = try Store(opening: atOnce.database)
        _ = try store.importObservations(
            parts.joined().shuffled(using: &random),
            recordedAt: .at(1),
            origin: "file",
            review: whole
        )
        let review = Self.review()
        let inParts = try TemporaryDirectory()
        let other = try Store(opening: inParts.database)
        for (time, part) in parts.enumerated() {
            review.exceeded = []
            _ = try other.importObservations(
                part.shuffled(using: &random),
                recordedAt: .at(time + 1),
                origin: "file",
                review: review
            )
        }
        let asked = Set(last.map(\.period.description))
        let expected = whole.exceeded.filter { told in asked.contains { told.contains(" \($0) ") } }
        #expect(review.exceeded == expected)
    }

    /// Before: 110 of 100.
    @Test func `A country is no partner of its own`() throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        let review = Self.review()
        let rows = [(.world, 100), ("RUS", 90), ("KAZ", 20)] as [(PowerID, Double)]
        _ = try store.importObservations(
            rows.map { Self.row($0.0, 600, $0.1) },
            recordedAt: .at(1),
            origin: "file",
            review: review
        )
        #expect(review.exceeded == [])
        _ = try store.importObservations([Self.row("CHN", 600, 20)], recordedAt: .at(2), origin: "file", review: review)
        #expect(review.exceeded.count == 1 && review.exceeded.first?.contains("110") == true)
    }

    /// Before: the United Kingdom counted in the union for ever, so that beside it nothing was told of 110 of 100.
    @Test func `Who has left a union counts beside it from then on`() throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        let review = Self.review()
        review.members["GBR"] = "EUU"
        // December 2019, January and February 2020.
        let rows = (599..<602).flatMap { month in
            [(PowerID.world, 100.0), ("RUS", 40), ("EUU", 50), ("GBR", 20), ("FRA", 30)].map {
                Self.row($0.0, month, $0.1)
            }
        }
        _ = try store.importObservations(rows, recordedAt: .at(1), origin: "file", review: review)
        #expect(review.exceeded.count == 1 && review.exceeded.allSatisfy { $0.contains("2020-02") })
    }

    @Test func `What an import brought to many series is withdrawn from each, and told as before`() throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        func rows(_ value: Double, note: String = "", where isWanted: (Int) -> Bool) -> [Observation] {
            (0..<60).filter(isWanted).flatMap { number in
                (600..<603).map { month in
                    Observation(
                        series: SeriesKey(
                            indicator: "gdp",
                            power: nil,
                            country: CountryID("C\(number)"),
                            reporter: "WB"
                        ),
                        period: .month(month),
                        value: value,
                        note: note
                    )
                }
            }
        }
        _ = try store.importObservations(rows(1) { _ in true }, recordedAt: .at(1), origin: "file")
        let before = try store.observations()
        // Texts alone of some, values of others, the first and the last series among them.
        let revised = rows(2) { $0 % 7 == 0 || $0 == 59 } + rows(1, note: "checked") { $0 % 7 == 3 && $0 != 59 }
        let outcome = try store.importObservations(revised, recordedAt: .at(2), origin: "file")
        let vintage = try #require(outcome.vintage)
        #expect(try store.observations().filter { $0.value == 2 }.count == 30)
        #expect(try store.observations().filter { $0.note == "checked" }.count == 24)
        _ = try store.undoImport(vintage.id, recordedAt: .at(3))
        #expect(try store.observations().map(\.value) == before.map(\.value))
        #expect(try store.observations(asOf: .at(2)).filter { $0.value == 2 }.count == 30)
        #expect(try store.observations(asOf: .at(1)) == before)
    }
}
