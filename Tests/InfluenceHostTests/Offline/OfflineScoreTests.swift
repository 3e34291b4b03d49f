import InfluenceControl
import InfluenceModel
import InfluenceTestKit
import Testing

@testable import InfluenceHost

@Suite struct OfflineScoreTests {
    private let folder: TemporaryFolder
    private let model: String
    private let data: String

    init() throws {
        folder = try TemporaryFolder()
        model = try folder.write(TrialModel.text, to: "trial.yaml")
        data = try folder.write(TrialModel.data + "trade,CHN,UZB,2024-02,33.333333333333336\n", to: "data.csv")
    }

    private func scores(
        _ periods: OfflineScore.Selection.Periods = .last,
        through: Period? = nil,
        powers: [String] = [],
        countries: [String] = [],
        nodes: [String] = []
    ) throws -> [OfflineScore.Row] {
        try OfflineScore.scores(
            model: model,
            data: [data],
            selection: .init(periods: periods, through: through, powers: powers, countries: countries, nodes: nodes),
            threads: 2
        )
    }

    private func failure(_ body: () throws -> Void) -> String {
        do {
            try body()
            return ""
        } catch {
            return "\(error)"
        }
    }

    @Test func `The last period is the one that an observation reaches into`() throws {
        let rows = try scores()
        #expect(rows.count == TrialModel.seriesCount)
        #expect(Set(rows.map(\.period.description)) == ["2024-02"])
        #expect(try scores(.all).count == 2 * TrialModel.seriesCount)
    }

    @Test func `The grid ends where it is told to, as the daemon's ends with the day of its run`() throws {
        let rows = try scores(.all, through: try Period("2024-05-03"))
        #expect(rows.count == 5 * TrialModel.seriesCount)
        #expect(Set(try scores(through: try Period("2024-05")).map(\.period.description)) == ["2024-05"])
        #expect(failure { _ = try scores(through: try Period("9999-12")) }.contains("at most 20000"))
    }

    @Test func `A selection is what the whole has of it`() throws {
        func key(_ row: OfflineScore.Row) -> String {
            "\(row.country) \(row.power) \(row.node) \(row.period) \(row.score)"
        }
        let all = try scores(.all)
        let selected = try scores(.all, powers: ["CHN", "RUS"], countries: ["UZB"], nodes: ["index"])
        #expect(selected.count == 4)
        #expect(
            selected.map(key)
                == all.filter { ["CHN", "RUS"].contains($0.power) && $0.country == "UZB" && $0.node == "index" }.map(
                    key
                )
        )
        let january = try scores(.containing(try Period("2024-01-17")))
        #expect(january.map(key) == all.filter { $0.period.description == "2024-01" }.map(key))
    }

    @Test func `What is unknown is named, with what was perhaps meant`() throws {
        #expect(failure { _ = try scores(powers: ["RUZ"]) }.contains("unknown power 'RUZ'; did you mean"))
        #expect(failure { _ = try scores(countries: ["KAX"]) }.hasPrefix("unknown country 'KAX'"))
        #expect(failure { _ = try scores(nodes: ["indx"]) }.hasPrefix("unknown node 'indx'"))
        #expect(failure { _ = try scores(.containing(try Period("2031"))) }.contains("2031"))
    }

    @Test func `Errors of files are told with file, line and column`() throws {
        try folder.write(TrialModel.header + "trade,CHN,KAZ,2023,x\ntrade,CHN,QQQ,2023,1\n", to: "data.csv")
        let lines = failure { _ = try scores() }.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.hasPrefix("\(data):2:20: value: 'x'") == true)
        #expect(lines.last?.hasPrefix("\(data):3:11: country: ") == true)
        try folder.write("model: [\n", to: "trial.yaml")
        #expect(failure { _ = try scores() }.hasPrefix("\(model):"))
    }

    @Test func `Data files add up, and a second word on the same thing is refused`() throws {
        let more = try folder.write(TrialModel.header + "bases,CHN,KAZ,2020,10\n", to: "more.csv")
        func index(_ files: [String]) throws -> Double? {
            try OfflineScore.scores(
                model: model,
                data: files,
                selection: .init(periods: .last, powers: ["CHN"], countries: ["KAZ"], nodes: ["index"]),
                threads: 1
            ).first?.score.value
        }
        #expect(try index([data]) == 40)
        #expect(try index([data, more]) == 55)
        let contradiction = try folder.write(TrialModel.header + "trade,CHN,KAZ,2023,99\n", to: "other.csv")
        #expect(failure { _ = try index([data, contradiction]) } != "")
    }

    @Test func `Printed scores read back as the same numbers`() throws {
        let rows = try scores(.all)
        let lines = String(decoding: ScoreOutput.csv(rows), as: UTF8.self).split(separator: "\r\n")
            .flatMap { $0.split(separator: "\n") }
        #expect(lines.first == "country,power,node,period,value,coverage")
        #expect(lines.count == rows.count + 1)
        for (line, row) in zip(lines.dropFirst(), rows) {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            #expect(Array(fields.prefix(4)) == [row.country.text, row.power.text, row.node.text, "\(row.period)"])
            #expect(fields[4].isEmpty ? row.score.value == nil : Double(fields[4]) == row.score.value)
            #expect(Double(fields[5]) == row.score.coverage)
        }
        let documents = try JSONParser.parse(ScoreOutput.json(rows)).arrayValue ?? []
        #expect(documents.count == rows.count)
        for (document, row) in zip(documents.compactMap(\.objectValue), rows) {
            #expect(document["country"]?.stringValue == row.country.text)
            #expect(document["power"]?.stringValue == row.power.text)
            #expect(document["node"]?.stringValue == row.node.text)
            #expect(document["period"]?.stringValue == row.period.description)
            #expect(document["value"]?.numberValue == row.score.value)
            #expect(document["coverage"]?.numberValue == row.score.coverage)
        }
        #expect(rows.contains { $0.score.value == 33.333333333333336 })
    }
}
