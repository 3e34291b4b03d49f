import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceStore

/// Which scores a run stores, of series so long that most are not read to be compared.
@Suite struct ScoreDifferenceTests {
    /// Steps whose figures are as likely to go back to one of before as to go on.
    private static let values: [Double?] = [nil, 0, 1, 2, 3, 4.5]

    @Test(arguments: 1...6)
    func `Each run stores what differs from the last stored, whatever changed and whichever periods it has`(
        seed: UInt64
    ) throws {
        let directory = try TemporaryDirectory()
        var store = try Store(opening: directory.database)
        var random = SplitMix(seed)
        var stored: [[Int: Double?]] = Array(repeating: [:], count: ScoreSeries.all.count)
        var cells: [[Double?]] = Array(repeating: Array(repeating: 1, count: 160), count: ScoreSeries.all.count)
        for number in 1...40 {
            for series in cells.indices { Self.change(&cells[series], &random) }
            if random.below(8) == 0 {
                store.close()
                store = try Store(opening: directory.database)
            }
            // Mostly all of them; now and then others in the same places, or fewer. All in the end.
            let first = random.below(4) == 0 && number < 40 ? random.below(40) : 0
            let last = random.below(4) == 0 && number < 40 ? first + 1 + random.below(100) : 159
            var changed = 0
            var latest: [[Double?]] = []
            for series in cells.indices {
                for month in first...last {
                    let value = cells[series][month]
                    let before = stored[series][month]
                    if before == .some(value) { continue }
                    changed += 1
                    if month == last { latest.append([before ?? nil, value]) }
                    stored[series][month] = .some(value)
                }
            }
            let now = cells
            let outcome = try store.commit(
                .of(periods: (first...last).map { .month($0) }) { now[$0][first + $1] },
                recordedAt: .at(number)
            )
            #expect(outcome.run.changed == changed)
            #expect(outcome.latestChanges.map { [$0.previous?.value, $0.current.value] } == latest)
        }
        for (position, series) in ScoreSeries.all.enumerated() {
            let points = try #require(try store.history(of: series, view: .revised, limit: 1_000)).points
            #expect(points.map(\.score.value) == stored[position].sorted { $0.key < $1.key }.map(\.value))
        }
        store.close()
    }

    /// Eight bits tell most figures from another, not all: of 6,400 some two dozen have those of the figure before.
    @Test func `No figure passes for another because their checks are alike`() throws {
        let directory = try TemporaryDirectory()
        let store = try Store(opening: directory.database)
        let months = (0..<800).map { Period.month($0) }
        for run in 0..<4 {
            let commit = RunCommit.of(periods: months) { series, month in Double(run * 10_000 + series * 800 + month) }
            #expect(try store.commit(commit, recordedAt: .at(run + 1)).run.changed == 6_400)
        }
        // One a block, so that what stands beside it is compared too.
        let last = try store.commit(
            .of(periods: months) { series, month in
                Double((month % 16 == 5 ? 0 : 30_000) + series * 800 + month)
            },
            recordedAt: .at(5)
        )
        #expect(last.run.changed == 8 * 50)
        store.close()
    }

    private static func change(_ cells: inout [Double?], _ random: inout SplitMix) {
        switch random.below(5) {
        case 0: break
        case 1: cells[random.below(cells.count)] = random.pick(values)
        case 2: for month in random.below(cells.count)..<cells.count { cells[month] = random.pick(values) }
        case 3: for month in cells.indices where random.below(6) == 0 { cells[month] = random.pick(values) }
        default: for month in cells.indices { cells[month] = random.pick(values) }
        }
    }
}
