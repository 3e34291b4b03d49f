import InfluenceControl
import InfluenceModel
import InfluenceSchedule
import InfluenceServer
import InfluenceStore
import InfluenceTestKit
import Testing

@testable import InfluenceEngine
@testable import InfluenceHost
@testable import InfluenceMethods

@Suite(.timeLimit(.minutes(5))) struct AdminMethodsTests {
    @Test func `Who is not allowed may ask, and change nothing`() async throws {
        let trial = try Trial()
        try await TestService.with(trial, isAdmin: { _ in false }) { service in
            let calls: [(String, JSONObject)] = [
                ("Recompute", [:]), ("Reload", [:]), ("Backup", ["path": "/tmp/x"]), ("Upload", ["text": ""]),
                ("ImportObservations", ["name": "x", "text": ""]),
            ]
            for (method, parameters) in calls {
                #expect(try await service.client.refusal(method, parameters) == .permissionDenied)
            }
            #expect(try await service.client.call("GetStatus").flag("healthy") == true)
            let run = try trial.store.lastRun()
            #expect(run == nil)
        }
    }

    @Test func `An import is followed by a run, and a second one adds nothing`() async throws {
        try await TestService.with(try Trial()) { service in
            let file: JSONObject = ["name": "a.csv", "text": .string(TrialModel.data)]
            let first = try await service.client.call("ImportObservations", file)
            #expect(first.integer("added") == 8)
            #expect(first["run"]?.objectValue?.text("reason") == "import")
            #expect(first.text("recorded_at") == "2024-03-15T00:00:00Z")
            let second = try await service.client.call("ImportObservations", file)
            #expect(second.integer("unchanged") == 8)
            #expect(second["run"]?.isNull == true)
            #expect(second["recorded_at"]?.isNull == true)
            #expect(try service.trial.store.lastVintage()?.origin == "a.csv")
            let again = try await service.client.call("Recompute")
            #expect(again.flag("heartbeat") == true)
        }
    }

    @Test func `A file with errors is refused with their places, or imported in part`() async throws {
        try await TestService.with(try Trial()) { service in
            let text = JSONValue.string(TrialModel.header + TrialModel.mixed)
            let error = try #require(
                try await service.client.refusal("ImportObservations", ["name": "a.csv", "text": text])
            )
            #expect(error.name == "org.influenced.Admin.InvalidObservations")
            #expect(error.parameters.integer("total") == 2)
            #expect(error.parameters.list("problems").map { $0.integer("line") } == [3, 4])
            #expect(error.parameters.list("problems").map { $0.integer("column") } == [11, 20])
            let partial = try await service.client.call(
                "ImportObservations",
                ["name": "a.csv", "text": text, "partial": true]
            )
            #expect(partial.integer("added") == 2)
            #expect(partial.integer("rejected") == 2)
            #expect(partial.list("problems").count == 2)
            #expect(partial.text("rejects")?.contains("trade,CHN,XXX,2023,21") == true)
        }
    }

    @Test func `A file sent in pieces is the file`() async throws {
        try await TestService.with(try Trial()) { service in
            var upload: JSONValue = .null
            var size: Int64 = 0
            for piece in Array(TrialModel.data).split(every: 37) {
                let reply = try await service.client.call("Upload", ["upload": upload, "text": .string(String(piece))])
                upload = reply["upload"] ?? .null
                size = reply.integer("size_bytes") ?? 0
            }
            #expect(size == Int64(TrialModel.data.utf8.count))
            let file: JSONObject = ["name": "a.csv", "upload": upload]
            #expect(try await service.client.call("ImportObservations", file).integer("added") == 8)
            let gone = try await service.client.refusal("ImportObservations", file)
            #expect(gone?.name == "org.influenced.Admin.UnknownUpload")
            let both: JSONObject = ["name": "a.csv", "upload": upload, "text": ""]
            #expect(try await service.client.refusal("ImportObservations", both) == .invalidParameter("text"))
        }
    }

    @Test func `Only so many files are taken at a time, and one whose connection ends makes room`() async throws {
        try await TestService.with(try Trial()) { service in
            var senders: [TestClient] = []
            for _ in 0..<Uploads.countLimit {
                let sender = service.anotherClient()
                _ = try await sender.call("Upload", ["text": "x"])
                senders.append(sender)
            }
            #expect(try await service.client.refusal("Upload", ["text": "x"])?.name == "org.influenced.Admin.Busy")
            await senders.removeLast().close()
            while try await service.client.refusal("Upload", ["text": "x"]) != nil { await Task.yield() }
            withExtendedLifetime(senders) {}
        }
    }

    @Test func `Nobody else goes on with an upload or takes it, and a file too large is dropped`() throws {
        let uploads = Uploads(sizeLimit: 1 << 20)
        let (owner, other) = (ConnectionLife(), ConnectionLife())
        let (name, _) = try uploads.add("ab", to: nil, over: owner)
        #expect(throws: Uploads.Problem.unknown) { try uploads.add("c", to: name, over: other) }
        #expect(throws: Uploads.Problem.unknown) { try uploads.take(name, over: other) }
        #expect(try uploads.add("c", to: name, over: owner).1 == 3)
        #expect(try uploads.take(name, over: owner) == Array("abc".utf8))

        let (large, _) = try uploads.add("", to: nil, over: owner)
        let piece = String(repeating: "x", count: uploads.sizeLimit / 2)
        _ = try uploads.add(piece, to: large, over: owner)
        #expect(try uploads.add(piece, to: large, over: owner).1 == uploads.sizeLimit)
        #expect(throws: Uploads.Problem.tooLarge(size: (1 << 20) + 1)) { try uploads.add("x", to: large, over: owner) }
        #expect(throws: Uploads.Problem.unknown) { try uploads.take(large, over: owner) }
    }

    @Test func `An upload ends with its connection, also one that has closed already`() throws {
        let uploads = Uploads(sizeLimit: 1 << 20)
        let connection = ConnectionLife()
        let names = try (0..<Uploads.countLimit).map { _ in try uploads.add("x", to: nil, over: connection).0 }
        #expect(throws: Uploads.Problem.tooMany) { try uploads.add("x", to: nil, over: ConnectionLife()) }
        connection.close()
        for name in names { #expect(throws: Uploads.Problem.unknown) { try uploads.take(name, over: connection) } }
        for _ in 0..<10 { _ = try uploads.add("x", to: nil, over: connection) }
        _ = try uploads.add("x", to: nil, over: ConnectionLife())
    }

    @Test func `Patterns, comments and labels of a silence are bounded, by name`() async throws {
        try await TestService.with(try Trial()) { service in
            let base: JSONObject = ["rule": "r", "until": "2100-01-01T00:00:00Z", "comment": "c", "future": true]
            func refusal(_ name: String, _ value: JSONValue) async throws -> VarlinkError? {
                var call = base
                call[name] = value
                return try await service.client.refusal("Silence", call)
            }
            for name in ["rule", "country", "power", "node"] {
                #expect(try await refusal(name, .string(String(repeating: "*", count: 256))) == nil)
                let error = try #require(try await refusal(name, .string(String(repeating: "a*", count: 129))))
                #expect(error.shortName == "LimitReached")
                #expect(error.parameters.integer("limit") == 256)
                #expect(error.parameters.text("key") == "limits.pattern_bytes")
                #expect(error.parameters.text("reason")?.contains("'\(name)' has 258 bytes") == true)
                for method in ["ListAlerts", "ListAlertEvents"] {
                    var pattern = JSONObject()
                    pattern[name] = .string(String(repeating: "*", count: 300))
                    #expect(try await service.client.refusal(method, pattern)?.shortName == "LimitReached")
                }
            }
            let long = JSONValue.string(String(repeating: "x", count: 2_001))
            #expect(try await refusal("comment", long)?.shortName == "InvalidRequest")
            #expect(try await refusal("labels", ["team": long])?.shortName == "LimitReached")
            var labels = JSONObject()
            for number in 0..<65 { labels["l\(number)"] = "x" }
            #expect(try await refusal("labels", .object(labels))?.shortName == "InvalidRequest")
        }
    }

    @Test func `A reload puts a new model in force, and a broken one leaves the old`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try trial.folder.write("model: trial.yaml\nschedule: {every: 1h}\n", to: "influenced.yaml")
        try trial.folder.write(TrialModel.text, to: "trial.yaml")
        try await TestService.with(trial) { service in
            let first = try await service.client.call("Reload")
            let hash = first.text("model_hash")
            #expect(first.text("model") == "trial")
            let scores = try await service.client.call("GetScores")

            try trial.folder.write(TrialModel.text + "colour: red\n", to: "trial.yaml")
            try trial.folder.write("model: trial.yaml\nschedule: {every: 2h}\n", to: "influenced.yaml")
            let error = try #require(try await service.client.refusal("Reload"))
            #expect(error.name == "org.influenced.Admin.InvalidConfiguration")
            #expect(error.parameters.texts("errors").count == 1)
            #expect(error.parameters.texts("errors").first?.contains("trial.yaml:") == true)
            let status = try await service.client.call("GetStatus")
            #expect(status.text("model_hash") == hash)
            #expect(status.texts("problems").first?.contains("was refused") == true)
            #expect(service.settings.configuration.schedule.timing == .every(.seconds(3600)))
            #expect(try await service.client.call("GetScores") == scores)

            let other = TrialModel.text.replacing("title: Trial", with: "title: Other")
            try trial.folder.write(other, to: "trial.yaml")
            #expect(try await service.client.call("Reload").text("model_hash") != hash)
            #expect(service.settings.configuration.schedule.timing == .every(.seconds(7200)))
            let healed = try await service.client.call("GetStatus")
            #expect(healed.flag("healthy") == true)
            #expect(healed["last_run"]?.objectValue?.text("reason") == "reload")
        }
    }

    @Test func `The reply to a reload says what it did not put in force`() async throws {
        let trial = try Trial()
        try await trial.add(TrialModel.data)
        try trial.folder.write(TrialModel.text, to: "trial.yaml")
        let file = "model: trial.yaml\nschedule: {every: 1h}\n"
        try trial.folder.write(file + "limits: {connections: 32}\nlog: {level: debug}\n", to: "influenced.yaml")
        try await TestService.with(trial) { service in
            // Also where nothing has changed since the last one.
            for _ in 0..<2 {
                let reply = try await service.client.call("Reload")
                #expect(reply.texts("warnings") == ["'limits' has changed; that takes effect at the next start"])
            }
            let status = try await service.client.call("GetStatus")
            #expect(status.texts("problems").contains { $0.contains("'limits'") && $0.contains("restart the daemon") })

            try trial.folder.write(file + "data: [absent.csv]\n", to: "influenced.yaml")
            let reply = try await service.client.call("Reload")
            #expect(reply.texts("warnings").count == 1)
            #expect(reply.texts("warnings").first?.contains("absent.csv was not imported: ") == true, "\(reply)")

            try trial.folder.write(file, to: "influenced.yaml")
            #expect(try await service.client.call("Reload").texts("warnings") == [])
            #expect(try await service.client.call("GetStatus").flag("healthy") == true)
        }
    }

    @Test func `A backup restores to an equal database, and overwrites nothing`() async throws {
        try await TestService.withData { service in
            let trial = service.trial
            let path = trial.folder["copy.db"]
            let reply = try await service.client.call("Backup", ["path": .string(path)])
            #expect((reply.integer("size_bytes") ?? 0) > 0)
            let again = try #require(try await service.client.refusal("Backup", ["path": .string(path)]))
            #expect(again.name == "org.influenced.Admin.BackupFailed")
            let relative = try await service.client.refusal("Backup", ["path": "copy.db"])
            #expect(relative?.parameters.text("reason") == "it is not an absolute path")

            let everything = try trial.everything()
            let observations = try trial.store.observations()
            let runs = try trial.store.runs()
            let restored = try Store(opening: path)
            defer { restored.close() }
            #expect(try restored.runs() == runs)
            #expect(try restored.observations() == observations)
            let copy = try Trial(at: "2024-03-15", in: trial.folder, database: restored)
            #expect(try copy.everything() == everything)
            #expect(try await copy.engine.recompute(.start).isHeartbeat)
        }
    }

    @Test func `A closed store is answered as one that cannot be written`() async throws {
        try await TestService.withData { service in
            service.trial.store.close()
            let file: JSONObject = ["name": "a.csv", "text": .string(TrialModel.header + "trade,CHN,KAZ,2023,1\n")]
            let refusal = try await service.client.refusal("ImportObservations", file)
            #expect(refusal?.name == "org.influenced.Admin.ReadOnly")
        }
    }
}

extension Array {
    fileprivate func split(every length: Int) -> [ArraySlice<Element>] {
        stride(from: 0, to: count, by: length).map { self[$0..<Swift.min($0 + length, count)] }
    }
}
