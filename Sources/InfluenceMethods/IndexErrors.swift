import InfluenceControl
import InfluenceEngine
import InfluenceFiles
import InfluenceModel
import InfluenceModelFiles
import InfluenceStore

/// The errors of `org.influenced.Index`.
enum IndexError {
    static func unknownCountry(_ id: String, known: [Country]) -> VarlinkError {
        error("UnknownCountry", ["country": .string(id), "known": strings(known.map(\.id.text))])
    }

    static func unknownPower(_ id: String, known: [Power]) -> VarlinkError {
        error("UnknownPower", ["power": .string(id), "known": strings(known.map(\.id.text))])
    }

    static func unknownPower(_ id: String, known: [PowerID]) -> VarlinkError {
        error("UnknownPower", ["power": .string(id), "known": strings(known.map(\.text))])
    }

    /// All without the `measure.` that they begin with.
    static func unknownMeasure(_ id: String, known: [NodeID]) -> VarlinkError {
        func short(_ text: String) -> String { text.hasPrefix("measure.") ? String(text.dropFirst(8)) : text }
        return error(
            "UnknownMeasure",
            ["measure": .string(short(id)), "known": strings(known.map { short($0.text) })]
        )
    }

    static func unknownNode(_ id: String, known: [NodeID]) -> VarlinkError {
        error("UnknownNode", ["node": .string(id), "known": strings(known.map(\.text))])
    }

    static func unknownRule(_ id: String, known: [String]) -> VarlinkError {
        error("UnknownRule", ["rule": .string(id), "known": strings(known)])
    }

    static func unknownHook(_ hook: String, known: [String]) -> VarlinkError {
        error("UnknownHook", ["hook": .string(hook), "known": strings(known)])
    }

    static func invalidRules(_ lines: [String]) -> VarlinkError {
        error("InvalidRules", ["errors": strings(lines)])
    }

    static func invalidPeriod(_ text: String, _ reason: String) -> VarlinkError {
        error("InvalidPeriod", ["period": .string(text), "reason": .string(reason)])
    }

    static func invalidTime(_ text: String) -> VarlinkError {
        invalidTime(text, "'\(text)' is not a time; write 2026-11-23T06:00:00Z, or 2026-11-23 for midnight UTC")
    }

    static func invalidTime(_ text: String, _ reason: String) -> VarlinkError {
        error("InvalidTime", ["time": .string(text), "reason": .string(reason)])
    }

    static func unknownAlert(_ alert: String, _ reason: String) -> VarlinkError {
        error("UnknownAlert", ["alert": .string(alert), "reason": .string(reason)])
    }

    static func invalidScenario(_ reason: String) -> VarlinkError {
        error("InvalidScenario", ["reason": .string(reason)])
    }

    static func unknownRun(_ run: Int64, last: Int64?) -> VarlinkError {
        error("UnknownRun", ["run": .integer(run), "last": .integer(orNull: last)])
    }

    static func otherEditions(_ other: OtherEditions) -> VarlinkError {
        error(
            "OtherEditions",
            [
                "run": .integer(other.run), "software": .string(orNull: other.software),
                "reason": .string(other.description),
            ]
        )
    }

    static func noData(_ reason: String) -> VarlinkError {
        error("NoData", ["reason": .string(reason)])
    }

    /// What is answered for a failure that is nobody's mistake at the other end.
    static func failure(_ failure: any Error) -> VarlinkError {
        error("StoreFailure", ["reason": .string("\(failure)")])
    }

    private static func error(_ name: String, _ parameters: JSONObject) -> VarlinkError {
        VarlinkError("org.influenced.Index.\(name)", parameters)
    }
}

/// The errors of `org.influenced.Admin`.
enum AdminError {
    static func invalidObservations(total: Int, _ problems: JSONValue) -> VarlinkError {
        error("InvalidObservations", ["total": .integer(Int64(total)), "problems": problems])
    }

    static func invalidConfiguration(_ lines: [String]) -> VarlinkError {
        error("InvalidConfiguration", ["errors": strings(lines)])
    }

    static func unknownUpload(_ upload: String) -> VarlinkError {
        error("UnknownUpload", ["upload": .string(upload)])
    }

    static func unknownVintage(_ vintage: Int64, last: Int64?) -> VarlinkError {
        error("UnknownVintage", ["vintage": .integer(vintage), "last": .integer(orNull: last)])
    }

    static func tooLarge(_ size: Int, limit: Int) -> VarlinkError {
        error("TooLarge", ["limit_bytes": .integer(Int64(limit)), "size_bytes": .integer(Int64(size))])
    }

    static func readOnly(_ reason: String) -> VarlinkError {
        error("ReadOnly", ["reason": .string(reason)])
    }

    static func runFailed(_ reason: String) -> VarlinkError {
        error("RunFailed", ["reason": .string(reason)])
    }

    static func clockWrong(_ trouble: ClockTrouble) -> VarlinkError {
        let (now, lastCommit): (Instant, Instant?) =
            switch trouble {
            case .beforeBuild(let now, _), .ahead(let now, _): (now, nil)
            case .behind(let now, let lastCommit): (now, lastCommit)
            }
        return error(
            "ClockWrong",
            [
                "clock": trouble.isBehind ? "behind" : "ahead", "now": Document.time(now),
                "last_commit": Document.time(lastCommit), "reason": .string(trouble.description),
            ]
        )
    }

    static func backupFailed(_ path: String, _ reason: String) -> VarlinkError {
        error("BackupFailed", ["path": .string(path), "reason": .string(reason)])
    }

    static func busy(_ reason: String) -> VarlinkError {
        error("Busy", ["reason": .string(reason)])
    }

    static func unknownRule(_ rule: String, known: [String]) -> VarlinkError {
        error("UnknownRule", ["rule": .string(rule), "known": strings(known)])
    }

    static func unknownHook(_ hook: String, known: [String]) -> VarlinkError {
        error("UnknownHook", ["hook": .string(hook), "known": strings(known)])
    }

    static func unknownSilence(_ silence: Int64) -> VarlinkError {
        error("UnknownSilence", ["silence": .integer(silence)])
    }

    static func unknownAlert(_ alert: String, _ reason: String) -> VarlinkError {
        error("UnknownAlert", ["alert": .string(alert), "reason": .string(reason)])
    }

    static func invalidRequest(_ reason: String) -> VarlinkError {
        error("InvalidRequest", ["reason": .string(reason)])
    }

    /// What is answered for a failure that is nobody's mistake at the other end.
    static func failure(_ failure: any Error) -> VarlinkError {
        switch failure {
        case EngineError.store(.unknownVintage(let vintage, let last)): unknownVintage(vintage, last: last)
        case EngineError.store(let error): readOnly(error.description)
        case EngineError.clock(let trouble): clockWrong(trouble)
        case EngineError.observations(let errors, let total):
            invalidObservations(total: total, Document.problems(errors))
        case EngineError.configuration(let list): invalidConfiguration(list.lines)
        case EngineError.excess(let excess):
            VarlinkError.limitReached(limit: excess.limit, key: excess.key, reason: excess.description)
        default: runFailed("\(failure)")
        }
    }

    private static func error(_ name: String, _ parameters: JSONObject) -> VarlinkError {
        VarlinkError("org.influenced.Admin.\(name)", parameters)
    }
}

func strings(_ texts: some Sequence<String>) -> JSONValue {
    .array(texts.map { .string($0) })
}
