@testable import InfluenceHost
import InfluenceModel
import Testing

@Suite struct ScoreCSVTests {
    @Test func `Scores print in the shortest exact form, null as nothing`() throws {
        var table = ScoreCSV()
        let dyad = Dyad(power: "RUS", country: "KAZ")
        table.append(dyad, node: "index", period: try Period("2023-09"), value: 0.1 + 0.2, coverage: 1)
        let first = table.take()
        table.append(dyad, node: "security", period: try Period("2023-09"), value: nil, coverage: 0)
        #expect(
            String(decoding: first + table.take(), as: UTF8.self) == """
                country,power,node,period,value,coverage
                KAZ,RUS,index,2023-09,0.30000000000000004,1
                KAZ,RUS,security,2023-09,,0

                """
        )
        #expect(table.take().isEmpty)
    }
}
