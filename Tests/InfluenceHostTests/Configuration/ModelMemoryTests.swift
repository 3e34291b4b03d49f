import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import Testing

@testable import InfluenceHost

@Suite struct ModelMemoryTests {
    private func model(powers: Int, countries: Int, uncertainty: String = "", measures: String = "") throws
        -> LoadedModel
    {
        func list(_ letter: String, _ count: Int) -> String {
            (0..<count).map { "  - {id: \(letter)\($0), name: X}\n" }.joined()
        }
        let text = """
            model: big
            title: Big
            definition: A test.
            scale: {low: 0, high: 100}
            grid: {frequency: month, from: 2000-01}
            \(uncertainty)
            powers:
            \(list("P", powers))
            countries:
            \(list("C", countries))
            nodes:
              - {id: index, title: Index, aggregate: arithmetic}
            indicators:
              - {id: trade, title: Trade, parent: index, weight: 1, normalise: {goalposts: [0, 100]}, cadence: P1Y, max_age: none}
            \(measures)

            """
        return try ModelFiles.load(sources: [ModelSource(name: "big.yaml", text: text)])
    }

    private func refusal(_ loaded: LoadedModel, limit: Int) throws -> String? {
        let today = try Period("2026-11").start
        do throws(DiagnosticList) {
            try ModelMemory.check(loaded, limit: limit, today: today, threads: 2)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func `A model beyond the limit is refused with both numbers and the way out`() throws {
        let loaded = try model(powers: 400, countries: 400)
        let message = try #require(try refusal(loaded, limit: 512 << 20))
        // 400 x 400 dyads, 2 nodes, 323 months, 16 bytes, and 32 MiB.
        #expect(message.contains("about 1609 MiB") && message.contains("512 MiB are allowed"), "\(message)")
        #expect(message.contains("model_memory") && message.hasPrefix("big.yaml:1:1:"), "\(message)")
        #expect(try refusal(loaded, limit: 2 << 30) == nil)
    }

    @Test func `Replications and pairs of powers count too`() throws {
        let plain = try model(powers: 1000, countries: 20)
        let drawn = try model(powers: 1000, countries: 20, uncertainty: "uncertainty: {replications: 100000}")
        #expect(try refusal(plain, limit: 1 << 30) == nil)
        #expect(try refusal(drawn, limit: 1 << 30) != nil)
    }

    /// Before: a file of 76 kB that needs tens of gigabytes was in order.
    @Test func `Measures of pairs, of powers and of countries count too`() throws {
        func refused(_ powers: Int, _ countries: Int, _ measures: String) throws -> String? {
            try refusal(try model(powers: powers, countries: countries, measures: measures), limit: 512 << 20)
        }
        let pairs = (0..<110).flatMap { one in (one + 1..<110).map { "[P\(one), P\($0)]" } }.joined(separator: ", ")
        #expect(try refused(110, 40, "") == nil)
        let all = try #require(try refused(110, 40, "measures: {pairs: [\(pairs)]}"))
        let needed = try #require(all.firstMatch(of: #/need about (\d+) MiB/#).flatMap { Int($0.1) })
        // Some measures of 5,995 pairs in 40 countries and 323 months, of 48 bytes each.
        #expect(needed > 3 * 3_500 && needed < 20 * 3_500, "\(all)")
        let few = "measures: {pairs: [[P0, P1]], displacement: {span: P36M}, momentum: {span: P36M}}"
        #expect(try refused(1000, 25, "") == nil)
        #expect(try refused(1000, 25, few) != nil)
        #expect(try refused(2, 8_000, "") == nil)
        #expect(try refused(2, 8_000, few) != nil)
        #expect(try refused(11, 5, few) == nil)
    }

    /// All pairs of so many powers.
    private func pairs(_ powers: Int) -> String {
        let pairs = (0..<powers).flatMap { first in (first + 1..<powers).map { "[P\(first), P\($0)]" } }
        return "measures: {pairs: [\(pairs.joined(separator: ", "))]}"
    }

    @Test func `Measures count: of every pair of powers, in every country and period`() throws {
        let plain = try model(powers: 40, countries: 40)
        let measured = try model(powers: 40, countries: 40, measures: pairs(40))
        #expect(try refusal(plain, limit: 64 << 20) == nil)
        // A run took 1,411 MB.
        let estimate = measured.model.memoryEstimate(periods: 323, threads: 2)
        #expect((1_400 << 20...2_200 << 20).contains(estimate), "\(estimate >> 20) MiB")
        let message = try #require(try refusal(measured, limit: 512 << 20))
        #expect(message.contains("\(measured.model.measureSeriesCount) series of measures"), "\(message)")
        // A few pairs are no matter.
        let few = try model(powers: 10, countries: 10, measures: pairs(4))
        #expect(try refusal(few, limit: 64 << 20) == nil)
    }

    @Test func `Powers' and countries' measures count too`() throws {
        let plain = try model(powers: 300, countries: 40)
        let moving = try model(
            powers: 300,
            countries: 40,
            measures: "measures: {pairs: [[P0, P1]], momentum: {span: P5Y}}"
        )
        let estimate = moving.model.memoryEstimate(periods: 323, threads: 1)
        let series = moving.model.measureSeriesCount
        #expect(series >= 300 * 40)
        #expect(estimate == plain.model.memoryEstimate(periods: 323, threads: 1) + series * 323 * 48)
        let year = moving.model.memoryEstimate(periods: .max, threads: 1)
        #expect(year == .max)
    }

    @Test func `Numbers beyond all memory saturate instead of trapping`() throws {
        let loaded = try model(powers: 2, countries: 2)
        #expect(loaded.model.memoryEstimate(periods: .max, threads: .max) == .max)
    }

    @Test(arguments: [("512MiB", 512 << 20), ("2GiB", 2 << 30), ("67108864", 64 << 20)])
    func `A size is written as those of the limits are`(text: String, bytes: Int) throws {
        let configuration = try ConfigurationFile.parse("model: m.yaml\nmodel_memory: \(text)\n", path: "c.yaml")
        #expect(configuration.modelMemory == bytes)
        #expect(ModelMemory.limit(configuration) == bytes)
    }

    @Test(arguments: ["512", "-1MiB", "0MiB", "MiB", "9999999999GiB", "1.5GiB", "512 MiB", "512M"])
    func `What is no size is refused with an example`(text: String) {
        let error = #expect(throws: DiagnosticList.self) {
            try ConfigurationFile.parse("model: m.yaml\nmodel_memory: \(text)\n", path: "c.yaml")
        }
        #expect(error?.description.contains("c.yaml:2:15") == true && error?.description.contains("MiB") == true)
    }
}
