import InfluenceReading
import Testing

@Suite struct ObservationChecksTests {
    private func errors(_ row: String) throws -> [String] {
        let text = "indicator,power,country,period,value,unit,status\n" + row
        let checks = ObservationChecks(model: try testModel())
        let outcome = ObservationCSV.read(Array(text.utf8), checks: checks)
        // The reader asks the same questions, but of texts that it has not made observations of.
        for observation in ObservationCSV.read(Array(text.utf8)).observations {
            #expect(
                Set(checks.problems(of: observation).map { "\($0.field): \($0.reason)" })
                    == Set(outcome.errors.map { "\($0.field): \($0.reason)" })
            )
        }
        return outcome.errors.map(\.description)
    }

    @Test(arguments: [
        "exports,RUS,KAZ,2020,1,USD,", "exports,RUS,KAZ,2020,,,L", "exports,WLD,KAZ,2020,1,USD,",
        "imports,DEU,UZB,2020,1,t,",
        "exports,RUS,WLD,2020,1,USD,", "gdp,,KAZ,2020,1,,", "army,RUS,,2020,1,,", "projects,CHN+RUS,KAZ,2020,1,,",
        "projects,CHN+RUS,,2020,1,,", "alliance,RUS,KAZ,2020,2,,", "alliance,RUS,KAZ,2020,,,M",
    ])
    func `What the model measures passes`(row: String) throws {
        #expect(try errors(row) == [])
    }

    @Test(arguments: [
        (
            "exprots,RUS,KAZ,2020,1,,",
            [
                "2:1: indicator: unknown indicator 'exprots'; did you mean 'exports'? known: trade_share, exports, imports, gdp, army, projects, alliance"
            ]
        ),
        (
            "index,RUS,KAZ,2020,1,,",
            [
                "2:1: indicator: unknown indicator 'index'; known: trade_share, exports, imports, gdp, army, projects, alliance"
            ]
        ),
        (
            "trade_share,RUS,KAZ,2020,1,,",
            ["2:1: indicator: 'trade_share' is computed and takes no observations; import exports, imports"]
        ),
        (
            "exports,RUS,KGZ,2020,1,USD,",
            ["2:13: country: the model has no country 'KGZ'; did you mean 'KAZ'? known: KAZ, UZB"]
        ),
        ("exports,,KAZ,2020,1,USD,", ["2:9: power: 'exports' is about a power; name it"]),
        ("exports,RUS,,2020,1,USD,", ["2:13: country: 'exports' is about a country; name it"]),
        ("exports,CHN+RUS,KAZ,2020,1,USD,", ["2:9: power: 'exports' is about one power, not about a pair"]),
        ("gdp,RUS,KAZ,2020,1,,", ["2:5: power: 'gdp' is about a country alone; leave the power empty"]),
        ("gdp,,,2020,1,,", ["2:6: country: 'gdp' is about a country; name it"]),
        ("army,RUS,KAZ,2020,1,,", ["2:10: country: 'army' is about a power alone; leave the country empty"]),
        (
            "projects,RUS,KAZ,2020,1,,",
            ["2:10: power: 'projects' is about two powers; write them in alphabetical order, such as CHN+RUS"]
        ),
        (
            "projects,RUS+CHN,KAZ,2020,1,,",
            [
                "2:10: power: 'RUS+CHN' is not a power; write an id such as CHN, WLD for all partners together, or for a pair two ids in alphabetical order, CHN+RUS"
            ]
        ),
        (
            "exports,RUS,KAZ,2020,1,million USD,",
            ["2:24: unit: 'million USD', but the model has 'exports' in 'USD'; convert the value"]
        ),
        ("alliance,RUS,KAZ,2020,1,,", ["2:23: value: 'alliance' has no level 1; known: 0 (none), 2 (alliance)"]),
        (
            "exports,,KAZ,2020,1,EUR,",
            [
                "2:9: power: 'exports' is about a power; name it",
                "2:21: unit: 'EUR', but the model has 'exports' in 'USD'; convert the value",
            ]
        ),
    ])
    func `What it does not measure is refused, with what would be right`(row: String, expected: [String]) throws {
        #expect(try errors(row) == expected)
    }

    @Test func `A column that is not there is missed at the end of the row`() throws {
        let text = "indicator,period,value\nimports,2020,1\n"
        let outcome = ObservationCSV.read(Array(text.utf8), checks: ObservationChecks(model: try testModel()))
        #expect(
            outcome.errors.map(\.description) == [
                "2:15: power: 'imports' is about a power; name it",
                "2:15: country: 'imports' is about a country; name it",
            ]
        )
    }
}
