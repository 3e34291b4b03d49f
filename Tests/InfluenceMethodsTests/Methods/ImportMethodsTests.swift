import InfluenceControl
import InfluenceModel
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceMethods

/// Imports as a careful colleague would do them: looked at before, told about after, and taken back.
@Suite(.timeLimit(.minutes(5))) struct ImportMethodsTests {
    private static func file(_ rows: String, _ more: JSONObject = [:]) -> JSONObject {
        var file = more
        file["name"] = "a.csv"
        file["text"] = .string(TrialModel.header + rows)
        return file
    }

    // MARK: Dry runs

    @Test func `A dry run says what the import then does, and keeps nothing`() async throws {
        try await TestService.withData { service in
            let rows = "trade,CHN,KAZ,2023,90\nbases,CHN,KAZ,2024-02-01,10\nloans,RUS,KAZ,2023,7\n"
            let everything = try service.trial.everything()
            let scores = try await service.client.call("GetScores", ["country": "KAZ"])
            let vintages = try service.trial.store.vintages()
            let runs = try service.trial.store.runs()

            let dry = try await service.client.call("ImportObservations", Self.file(rows, ["dry_run": true]))
            #expect(dry.flag("dry_run") == true)
            #expect([dry.integer("added"), dry.integer("revised")] == [2, 1])
            #expect(dry["vintage"]?.isNull == true)
            #expect(dry["recorded_at"]?.isNull == true)
            #expect(dry["run"]?.isNull == true)
            #expect(try service.trial.everything() == everything)
            #expect(try service.trial.store.vintages() == vintages)
            #expect(try service.trial.store.runs() == runs)
            #expect(try await service.client.call("GetScores", ["country": "KAZ"]) == scores)

            let effect = try #require(dry["effect"]?.objectValue)
            let largest = try #require(effect.list("scores").first)
            let sizes = effect.list("scores").map { abs(($0.number("to") ?? 0) - ($0.number("from") ?? 0)) }
            #expect(sizes == sizes.sorted(by: >))
            #expect(effect.integer("changed") == Int64(effect.list("scores").count))

            let real = try await service.client.call("ImportObservations", Self.file(rows))
            #expect([real.integer("added"), real.integer("revised")] == [2, 1])
            #expect(real["run"]?.objectValue?.text("input") == effect.text("input"))
            let question: JSONObject = [
                "country": largest["country"] ?? .null, "power": largest["power"] ?? .null,
                "node": largest["node"] ?? .null, "period": largest["period"] ?? .null,
            ]
            let now = try #require(try await service.client.call("GetScores", question).list("scores").first)
            #expect(now.number("value") == largest.number("to"))
            #expect(now.integer("rank") == largest.integer("rank_to"))
            // China leads where Russia did.
            let leader = try #require(effect.list("leaders").first { $0.text("node") == "index" })
            #expect([leader.text("country"), leader.text("from"), leader.text("to")] == ["KAZ", "RUS", "CHN"])
        }
    }

    @Test func `A dry run of what changes nothing, and of what is refused`() async throws {
        try await TestService.withData { service in
            let same = Self.file("trade,CHN,KAZ,2023,20\n", ["dry_run": true])
            let nothing = try await service.client.call("ImportObservations", same)
            #expect(nothing["effect"]?.objectValue?.integer("changed") == 0)
            #expect(nothing.integer("unchanged") == 1)
            let bad = Self.file("trade,CHN,KAZ,2023,x\n", ["dry_run": true])
            #expect(
                try await service.client.refusal("ImportObservations", bad)?.name
                    == "org.influenced.Admin.InvalidObservations"
            )
        }
    }

    @Test func `What cannot be scored is told by a dry run, and by the import`() async throws {
        let trial = try Trial(model: TrialModel.geometric)
        try await trial.add(TrialModel.data)
        try await TestService.with(trial) { service in
            let zero = "trade,CHN,KAZ,2023,0\n"
            let dry = try await service.client.call("ImportObservations", Self.file(zero, ["dry_run": true]))
            let real = try await service.client.call("ImportObservations", Self.file(zero))
            // Whether such a cell stops a run is the scoring's matter; both say the same.
            #expect((dry["run_error"]?.isNull == true) == (real["run_error"]?.isNull == true))
            #expect((dry["effect"]?.isNull == false) == (real["run_error"]?.isNull == true))
        }
    }

    @Test func `What cannot be computed because of an import is told by it, and before it by a dry run`() async throws {
        let trial = try Trial(model: TrialModel.geometric)
        // One cell cannot be computed from the beginning.
        try await trial.add(TrialModel.data + "loans,RUS,UZB,2023,0\n")
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let zero = Self.file("loans,CHN,KAZ,2023,0\n")
            for parameters in [Self.file("loans,CHN,KAZ,2023,0\n", ["dry_run": true]), zero] {
                let reply = try await service.client.call("ImportObservations", parameters)
                #expect(reply.integer("undefined_count") == 1)
                let value = try #require(reply.list("undefined").first)
                #expect(
                    value.text("node") == "economic" && value.text("power") == "CHN" && value.text("country") == "KAZ"
                )
                #expect(value.text("since") == "2024-01" && value.text("period") == "2024-03")
                #expect(value.integer("periods") == 3)
                #expect(
                    value.text("reason")
                        == "loans is 0, and a geometric mean needs values above 0; normalise it to a range above that, or give "
                        + "it a 'floor'"
                )
            }
            // Both stand; neither is the next import's doing, nor what is repaired.
            let status = try #require(try await service.client.call("GetStatus", [:]).texts("problems").first)
            #expect(status.hasPrefix("2 values cannot be computed though data are there"))
            #expect(
                status.contains("economic of CHN in KAZ since 2024-01: loans is 0, and a geometric mean needs values")
            )
            let other = try await service.client.call("ImportObservations", Self.file("trade,CHN,UZB,2023,26\n"))
            #expect(other.integer("undefined_count") == 0)
            let mended = try await service.client.call("ImportObservations", Self.file("loans,CHN,KAZ,2023,61\n"))
            #expect(mended.integer("undefined_count") == 0)
            // To take that back brings it about again.
            for isDry in [true, false] {
                let undo = try await service.client.call(
                    "UndoImport",
                    ["vintage": mended["vintage"] ?? .null, "dry_run": .bool(isDry)]
                )
                #expect(undo.integer("undefined_count") == 1)
                #expect(undo.list("undefined").first?.text("country") == "KAZ")
            }
        }
    }

    @Test func `Of many values that cannot be computed twenty are told of, and all are counted`() async throws {
        let countries = (10..<22).map { "C\($0)" }
        let list = countries.map { "  - {id: \($0), name: N}" }.joined(separator: "\n")
        let model = TrialModel.geometric.replacing("  - {id: UZB, name: Uzbekistan}", with: list)
        let trial = try Trial(model: model)
        let rows = { (value: Int) in
            countries.flatMap { country in
                ["CHN", "RUS"].map { "trade,\($0),\(country),2023,\(value)\nloans,\($0),\(country),2023,5\n" }
            }.joined()
        }
        try await trial.add(rows(5))
        try await trial.engine.recompute(.start)
        try await TestService.with(trial) { service in
            let reply = try await service.client.call("ImportObservations", Self.file(rows(0)))
            #expect(reply.integer("undefined_count") == 24)
            #expect(reply.list("undefined").count == 20)
            let coverage = try await service.client.call("GetCoverage", [:])
            #expect(coverage.integer("undefined_count") == 24)
            #expect(coverage.list("undefined").count == 20)
            #expect(coverage.list("undefined").first?.text("since") == "2024-01")
            let one = try await service.client.call("GetCoverage", ["country": "C12", "power": "RUS"])
            #expect(one.integer("undefined_count") == 1)
            let early = try await service.client.call(
                "GetCoverage",
                ["country": "C12", "power": "RUS", "period": "2024-02"]
            )
            #expect(early.list("undefined").first?.text("period") == "2024-02")
        }
    }

    // MARK: Undo

    @Test func `An import is undone by its number, with a run, and the scores are those before`() async throws {
        try await TestService.withData { service in
            func scores() throws -> Set<String> {
                Set(try service.trial.everything().map { "\($0.series) \($0.period) \($0.value ?? 0) \($0.coverage)" })
            }
            let before = try scores()
            let file = Self.file("trade,CHN,KAZ,2023,90\nloans,RUS,KAZ,2023,7\n")
            let vintage = try await service.client.call("ImportObservations", file)["vintage"] ?? .null
            let dry = try await service.client.call("UndoImport", ["vintage": vintage, "dry_run": true])
            #expect([dry.integer("restored"), dry.integer("withdrawn")] == [1, 1])
            #expect((dry["effect"]?.objectValue?.integer("changed") ?? 0) > 0)
            #expect(dry["vintage"]?.isNull == true)
            let undo = try await service.client.call("UndoImport", ["vintage": vintage, "comment": "a mistake"])
            #expect([undo.integer("restored"), undo.integer("withdrawn"), undo.integer("replaced")] == [1, 1, 0])
            #expect(undo["run"]?.objectValue?.text("input") == dry["effect"]?.objectValue?.text("input"))
            #expect(try scores() == before)
            let back = try await service.client.call("UndoImport", ["vintage": undo["vintage"] ?? .null])
            #expect([back.integer("restored"), back.integer("reinstated")] == [1, 1])
            #expect(try scores() != before)
        }
    }

    @Test func `What was replaced since is listed, and an unknown import refused by name`() async throws {
        try await TestService.withData { service in
            let first = try await service.client.call("ImportObservations", Self.file("trade,CHN,KAZ,2023,21\n"))
            _ = try await service.client.call("ImportObservations", Self.file("trade,CHN,KAZ,2023,22\n"))
            let undo = try await service.client.call("UndoImport", ["vintage": first["vintage"] ?? .null])
            #expect(undo["vintage"]?.isNull == true)
            #expect(undo.integer("replaced") == 1)
            let key = try #require(undo.list("replacements").first)
            #expect(
                ["indicator", "power", "country", "period"].map { key.text($0) } == ["trade", "CHN", "KAZ", "2023"]
            )
            let refusal = try #require(try await service.client.refusal("UndoImport", ["vintage": 99]))
            #expect(refusal.name == "org.influenced.Admin.UnknownVintage")
            #expect(refusal.parameters.integer("vintage") == 99)
            #expect(refusal.parameters.integer("last") == 3)
        }
    }

    // MARK: Who and why

    @Test func `The list of imports says who and why, as of any time`() async throws {
        try await TestService.withData { service in
            let file = Self.file("trade,CHN,KAZ,2023,21\n", ["author": "Desk2", "comment": "from the yearbook"])
            service.trial.clock.set(to: try instant("2024-03-20"))
            _ = try await service.client.call("ImportObservations", file)
            let imports = try await service.client.call("ListImports").list("imports")
            let last = try #require(imports.first)
            #expect(
                [last.text("origin"), last.text("author"), last.text("comment")] == [
                    "a.csv", "Desk2", "from the yearbook",
                ]
            )
            #expect(last.text("user") != nil)
            #expect(imports.count == 2)
            let earlier = try await service.client.call("ListImports", ["as_of": "2024-03-16T00:00:00Z"])
            #expect(earlier.list("imports").map { $0.integer("vintage") } == [1])
            let page = try await service.client.call("ListImports", ["limit": 1, "before": 2])
            #expect(page.list("imports").map { $0.integer("vintage") } == [1])
        }
    }

    @Test(arguments: [("author", AdminMethods.nameLimit), ("comment", AdminMethods.commentLimit)])
    func `What is said about an import is bounded`(name: String, limit: Int) async throws {
        try await TestService.with(try Trial()) { service in
            func file(_ length: Int) -> JSONObject {
                Self.file(
                    "trade,CHN,KAZ,2023,\(length % 100)\n",
                    [name: .string(String(repeating: "x", count: length))]
                )
            }
            #expect(try await service.client.call("ImportObservations", file(limit)).integer("added") == 1)
            let refusal = try await service.client.refusal("ImportObservations", file(limit + 1))
            #expect(refusal?.name == "org.influenced.Admin.InvalidRequest")
        }
    }

    // MARK: Warnings

    private static let model = TrialModel.text
        .replacing(
            "{id: visits, title: Visits}",
            with: """
                {id: visits, title: Visits, unit: visits, range: [0, none], jump: 10, flow: true}
                  - {id: share, title: Share, inputs: [visits], reporters: [STAT], transform: share}
                """
        )
    private static let header = "indicator,power,country,period,value,unit,reporter,released\n"

    @Test func `What is odd is told with its lines and counted in the status`() async throws {
        let trial = try Trial(model: Self.model)
        try await TestService.with(trial) { service in
            let rows = """
                visits,WLD,KAZ,2020,100,visits,STAT,2021-02-01
                visits,RUS,KAZ,2020,90,visits,STAT,2021-02-01
                visits,RU,KAZ,2020,40,visits,STAT,2021-02-01
                visits,CHN,KAZ,2019,1,visits,STAT,
                visits,CHN,KAZ,2020,2,visits,stat,
                visits,CHN,KAZ,2021,30,visits,STAT,
                visits,CHN,KAZ,2024,31,visits,STAT,

                """
            let file: JSONObject = ["name": "odd.csv", "text": .string(Self.header + rows)]
            let reply = try await service.client.call("ImportObservations", file)
            let warnings = reply.list("warnings")
            #expect(warnings.map { $0.text("kind") } == ["area", "reporter", "period", "jump", "partners"])
            #expect(warnings.map { $0["lines"]?.arrayValue?.count } == [1, 1, 1, 1, 0])
            let jump = try #require(warnings.first { $0.text("kind") == "jump" })
            #expect(jump.text("message")?.contains("30 after 1 in 2019") == true, "\(jump)")
            #expect(reply.integer("warning_count") == 5)
            #expect(try await service.client.call("GetStatus").integer("import_warnings") == 5)

            let old = Self.header + "visits,RUS,KAZ,2020,80,visits,STAT,2020-12-01\n"
            let older = try await service.client.call("ImportObservations", ["name": "old.csv", "text": .string(old)])
            #expect(older.list("warnings").map { $0.text("kind") }.contains("edition"))
            let all = try await service.client.call("GetObservations", ["power": "RUS", "vintages": true])
            #expect(all.list("observations").map { $0.flag("in_force") } == [true, false])

            // Undone, there is nothing left to look at.
            _ = try await service.client.call("UndoImport", ["vintage": reply["vintage"] ?? .null])
            _ = try await service.client.call("UndoImport", ["vintage": older["vintage"] ?? .null])
            #expect(try await service.client.call("GetStatus").integer("import_warnings") == 0)
        }
    }

    @Test(
        arguments: [
            // The same observation; a later one; one that is older than everything known; both in one file, in either order.
            (["2022,87"], ["2022,0.87"], "0.87 after 87"), (["2022,87"], ["2023,0.87"], "0.87 after 87 in 2022"),
            (["2022,87"], ["2020,0.87"], "0.87 after 87 in 2022"),
            ([], ["2022,87", "2023,0.87"], "0.87 after 87 in 2022"),
            ([], ["2023,0.87", "2022,87"], "0.87 after 87 in 2022"),
            (["2022,0.87"], ["2023,87"], "87 after 0.87 in 2022"),
            (["2020,87", "2023,87"], ["2021,0.87"], "0.87 after 87 in 2020"),
            // A flow of a month is a twelfth of that of a year, and one as large as a year's is no such month.
            (["2022,120"], ["2023-01,10"], nil), (["2022-12,10"], ["2023,120"], nil),
            (["2022,120"], ["2023-Q1,2.9"], "2.9"),
            (["2022,120"], ["2023-01,120"], "120 after 120 in 2022 (1440 after 120 a year)"),
            (["2022,87"], ["2023,95"], nil),
            // To nothing from more than so many units a year.
            (["2022,50"], ["2023,0"], "0 after 50 in 2022"), (["2022,9"], ["2023,0"], nil),
            (["2022-01,2"], ["2022-02,0"], "0 after 2 in 2022-01"),
        ] as [([String], [String], String?)]
    )
    func `A jump against what is known of the neighbouring periods is told`(
        before: [String],
        then: [String],
        told: String?
    ) async throws {
        try await TestService.with(try Trial(model: Self.model)) { service in
            func imported(_ rows: [String]) async throws -> [JSONObject] {
                let rows = rows.map { "visits,CHN,KAZ,\($0),visits,STAT,\n" }.joined()
                let file: JSONObject = ["name": "a.csv", "text": .string(Self.header + rows)]
                return try await service.client.call("ImportObservations", file).list("warnings")
            }
            if !before.isEmpty { #expect(try await imported(before) == []) }
            let warnings = try await imported(then)
            #expect(warnings.map { $0.text("kind") } == (told == nil ? [] : ["jump"]))
            if let told { #expect(warnings.first?.text("message")?.contains(": " + told) == true, "\(warnings)") }
        }
    }

    @Test func `A new file in parts of one where per cents are asked for is told once an indicator`() async throws {
        let model = TrialModel.text.replacing(
            "{id: visits, title: Visits}",
            with: """
                {id: visits, title: Visits, unit: visits}
                  - {id: paid, title: Paid, unit: percent}
                  - {id: owned, title: Owned, unit: percent}
                """
        )
        try await TestService.with(try Trial(model: model)) { service in
            func imported(_ rows: [String]) async throws -> [JSONObject] {
                let text = Self.header + rows.map { $0 + "\n" }.joined()
                let file: JSONObject = ["name": "a.csv", "text": .string(text)]
                return try await service.client.call("ImportObservations", file).list("warnings")
            }
            let told = try await imported([
                "paid,CHN,KAZ,2020,0.87,percent,STAT,", "paid,RUS,KAZ,2020,0,percent,STAT,",
                "paid,RUS,KAZ,2021,0.2,percent,WB,", "owned,RUS,KAZ,2020,87,percent,STAT,",
                "owned,CHN,KAZ,2020,0.5,percent,STAT,", "visits,RUS,KAZ,2020,0.5,visits,STAT,",
            ])
            #expect(told.map { $0.text("kind") } == ["fraction"])
            #expect(told.first?.integer("count") == 2)
            #expect(
                told.first?.text("message")
                    == "'paid' is in per cent, and no value lies beyond 1, such as paid CHN KAZ STAT 2020: 0.87; if these are "
                    + "parts of one, write them times 100"
            )
            // From then on there is something to jump from.
            #expect(try await imported(["paid,CHN,KAZ,2021,0.9,percent,STAT,"]) == [])
        }
    }

    @Test func `A value that cannot be is refused with line and column`() async throws {
        try await TestService.with(try Trial(model: Self.model)) { service in
            let rows = "visits,CHN,KAZ,2020,-2,visits,STAT,\nvisits,CHN,KAZ,2021,3,,STAT,\n"
            let file: JSONObject = ["name": "a.csv", "text": .string(Self.header + rows)]
            let refusal = try #require(try await service.client.refusal("ImportObservations", file))
            let problems = refusal.parameters.list("problems")
            #expect(problems.map { $0.integer("line") } == [2, 3])
            #expect(problems.map { $0.integer("column") } == [21, 23])
        }
    }

    // MARK: Texts

    @Test func `A new source is explained from then on, without a run, and not before`() async throws {
        try await TestService.withData { service in
            let runs = try service.trial.store.runs().count
            service.trial.clock.set(to: try instant("2024-03-20"))
            let text = "indicator,power,country,period,value,source\ntrade,CHN,KAZ,2023,20,yearbook\n"
            let reply = try await service.client.call("ImportObservations", ["name": "b.csv", "text": .string(text)])
            #expect([reply.integer("annotated"), reply.integer("revised")] == [1, 0])
            #expect(reply["run"]?.isNull == true)
            #expect(try service.trial.store.runs().count == runs)
            func sources(_ asOf: JSONValue) async throws -> [String?] {
                let question: JSONObject = ["country": "KAZ", "power": "CHN", "node": "trade", "as_of": asOf]
                let nodes = try await service.client.call("Explain", question).list("nodes")
                return nodes.flatMap { $0.list("observations").map { $0.text("source") } }
            }
            #expect(try await sources(.null) == ["yearbook"])
            #expect(try await sources("2024-03-19T00:00:00Z") == [""])
            #expect(try await sources("2024-03-21T00:00:00Z") == ["yearbook"])
        }
    }

    // MARK: Feeds

    @Test func `Feeds that contradict each other are told in the status, and the first counts`() async throws {
        let trial = try Trial()
        let a = try trial.folder.write(TrialModel.header + "trade,CHN,KAZ,2023,20\nloans,CHN,KAZ,2023,1\n", to: "a.csv")
        let b = try trial.folder.write(TrialModel.header + "trade,CHN,KAZ,2023,50\n", to: "b.csv")
        await trial.engine.importFeeds([a, b])
        try await TestService.with(trial) { service in
            func trade() throws -> Double? {
                try trial.store.observations(matching: ObservationFilter(indicators: ["trade"])).first?.value
            }
            #expect(try trade() == 20)
            let status = try await service.client.call("GetStatus")
            let problem = try #require(status.texts("problems").first)
            #expect(
                problem == "\(a) and \(b) contradict each other about 1 observation, such as trade CHN KAZ 2023; "
                    + "\(a) counts, which stands first in the configuration; "
                    + "correct one of them, or take it out of 'data' and reload"
            )
            #expect(status.list("feeds").map { $0.integer("warnings") } == [0, 1])
            // An unrelated edit changes nothing about it, and neither does a restart.
            try trial.folder.write(TrialModel.header + "trade,CHN,KAZ,2023,50\nloans,RUS,KAZ,2023,3\n", to: "b.csv")
            await trial.engine.importFeeds([a, b])
            #expect(try trade() == 20)
            #expect(trial.status.feedConflicts.count == 1)
            await trial.engine.importFeeds([b, a])
            #expect(try trade() == 50)
            #expect(trial.status.feedConflicts.first?.contains("\(b) counts") == true)
            // What a feed brings no more is told, and stays.
            try trial.folder.write(TrialModel.header + "loans,CHN,KAZ,2023,1\n", to: "a.csv")
            await trial.engine.importFeeds([b, a])
            #expect(trial.status.feedConflicts.isEmpty)
            #expect(trial.status.feeds.last?.messages.first?.contains("brings no more") == true)
            #expect(try trade() == 50)
        }
    }
}
