import Foundation
import InfluenceControl
import InfluenceModel
import InfluenceSchedule
import InfluenceStore
import InfluenceTestKit
import Synchronization
import Testing

@testable import InfluenceEngine

/// Answers say as of which commit they are, and are given again.
@Suite(.timeLimit(.minutes(5))) struct KnownAtTests {
    private static let questions: [(method: String, parameters: JSONObject)] = [
        ("GetModel", [:]), ("ListSeries", [:]), ("GetScores", ["country": "KAZ"]), ("GetRanking", ["country": "KAZ"]),
        ("Compare", ["country": "KAZ", "power": "CHN", "counterpart": "RUS"]), ("GetCoverage", [:]),
        ("Explain", ["country": "KAZ", "power": "CHN"]), ("WhatIf", ["country": "KAZ", "drop": ["loans"]]),
        ("GetHistory", ["country": "KAZ", "power": "CHN"]), ("GetObservations", [:]), ("ListRuns", [:]),
        ("ListImports", [:]),
    ]

    @Test func `Every answer says as of which commit it is`() async throws {
        let trial = try Trial(at: "2024-03-15")
        try await trial.add(TrialModel.data)
        let run = try await trial.engine.recompute(.start).run
        trial.clock.set(to: try instant("2024-03-20"))
        try await TestService.with(trial) { service in
            for (method, parameters) in Self.questions {
                let present = try await service.client.call(method, parameters)
                #expect(present.text("known_at") == "\(run.recordedAt)", "\(method)")
                #expect(present.integer("run") == 1)
                #expect(present.integer("vintage") == 1)
                #expect(present.integer("epoch") == 1)
                for time in [
                    "\(run.recordedAt)", "2024-03-18T00:00:00Z", "2024-03-20T00:00:00Z", "2199-01-01T00:00:00Z",
                ] {
                    var asked = parameters
                    asked["as_of"] = .string(time)
                    let past = try await service.client.call(method, asked)
                    #expect(past.text("known_at") == "\(run.recordedAt)", "\(method) \(time)")
                }
            }
        }
    }

    @Test func `As of a run is answered as of its time, never of both`() async throws {
        let trial = try Trial(at: "2024-03-15")
        try await trial.add(TrialModel.data)
        let first = try await trial.engine.recompute(.start).run
        trial.clock.set(to: try instant("2024-03-20"))
        try await trial.add("trade,CHN,KAZ,2023,50\n")
        try await trial.engine.recompute(.import)
        try await TestService.with(trial) { service in
            for (method, parameters) in Self.questions where !method.hasPrefix("List") || method == "ListSeries" {
                var (byRun, byTime) = (parameters, parameters)
                byRun["run"] = 1
                byTime["as_of"] = .string("\(first.recordedAt)")
                var (one, other) = (
                    try await service.client.call(method, byRun), try await service.client.call(method, byTime)
                )
                // What was asked is said.
                one["as_of"] = JSONValue.null
                other["as_of"] = JSONValue.null
                #expect(one == other, "\(method)")
                byRun["as_of"] = .string("\(first.recordedAt)")
                #expect(try await service.client.refusal(method, byRun)?.name == "org.varlink.service.InvalidParameter")
                for unknown in [0, 3, -1, .max, .min] as [Int64] {
                    byTime["as_of"] = nil
                    byTime["run"] = .integer(unknown)
                    let refusal = try await service.client.refusal(method, byTime)
                    #expect(refusal?.name == "org.influenced.Index.UnknownRun", "\(method) \(unknown)")
                }
            }
        }
    }

    private static func observation(_ value: Double) throws -> Observation {
        Observation(
            series: SeriesKey(indicator: "trade", power: "CHN", country: "KAZ", reporter: ""),
            period: try Period("2023-05"),
            value: value
        )
    }

    /// The clock of the system, so that commits and questions really meet.
    @Test func `What was answered around a commit is answered so later`() async throws {
        let folder = try TemporaryFolder()
        let store = try Store(opening: folder["influence.db"])
        let clock = SystemClock()
        let isDone = Mutex(false)
        let answers = Mutex<[(asked: Instant, known: Knowledge?)]>([])
        let writer = Thread {
            for value in 0..<150 {
                guard let observation = try? Self.observation(Double(value)) else { break }
                _ = try? store.importObservations([observation], recordedAt: clock.now(), origin: "test")
            }
            isDone.withLock { $0 = true }
        }
        let askers = (0..<2).map { _ in
            Thread {
                while !isDone.withLock({ $0 }) {
                    let now = clock.now()
                    guard let known = try? store.knowledge(asOf: now, now: clock.now()) else { continue }
                    answers.withLock { $0.append((now, known)) }
                }
            }
        }
        for thread in askers + [writer] { thread.start() }
        while (askers + [writer]).contains(where: { !$0.isFinished }) { await Task.yield() }
        let told = answers.withLock { $0 }
        #expect(told.count > 100)
        #expect(Set(told.map(\.known?.vintage)).count > 10)
        for (asked, known) in told {
            #expect(try store.knowledge(asOf: asked, now: clock.now()) == known)
        }
        store.close()
    }

    @Test func `A commit by a clock that stands still, or went back a little, comes after what was answered`() throws {
        let folder = try TemporaryFolder()
        let store = try Store(opening: folder["influence.db"])
        func add(_ value: Double, at time: Instant) throws -> Instant? {
            let observation = try Self.observation(value)
            return try store.importObservations([observation], recordedAt: time, origin: "t").vintage?.recordedAt
        }
        let now = try instant("2024-03-15")
        #expect(try add(1, at: now) == now)
        let later = now.adding(seconds: 100)
        #expect(try store.knowledge(asOf: later, now: later)?.vintage == 1)
        #expect(try add(2, at: later) == later.adding(microseconds: 1))
        #expect(try store.knowledge(asOf: later, now: later)?.vintage == 1)
        // Half a minute back.
        let ahead = now.adding(seconds: 200)
        #expect(try store.knowledge(asOf: ahead, now: ahead)?.vintage == 2)
        #expect(try add(3, at: ahead.adding(seconds: -30)) == ahead.adding(microseconds: 1))
        // A time to come binds nobody.
        #expect(try store.knowledge(asOf: now.adding(seconds: 9_999), now: ahead)?.vintage == 3)
        #expect(try add(4, at: now.adding(seconds: 300)) == now.adding(seconds: 300))
        // Nor does one of a clock that was wrong.
        let wrong = now.adding(seconds: 99_999)
        #expect(try store.knowledge(asOf: wrong, now: wrong)?.vintage == 4)
        #expect(try add(5, at: now.adding(seconds: 400)) == now.adding(seconds: 400))
        store.close()
    }
}
