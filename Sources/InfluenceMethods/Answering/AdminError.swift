import InfluenceControl
import InfluenceEngine
import InfluenceFiles
import InfluenceModel
import InfluenceStore

/// The errors of `org.influenced.Admin`.
enum AdminError {
    static func invalidObservations(total: Int, _ problems: [AdminInterface.Problem]) -> VarlinkError {
        AdminInterface.InvalidObservations(total: Int64(total), problems: problems).varlinkError
    }

    static func invalidConfiguration(_ lines: [String]) -> VarlinkError {
        AdminInterface.InvalidConfiguration(errors: lines).varlinkError
    }

    static func unknownUpload(_ upload: String) -> VarlinkError {
        AdminInterface.UnknownUpload(upload: upload).varlinkError
    }

    static func unknownVintage(_ vintage: Int64, last: Int64?) -> VarlinkError {
        AdminInterface.UnknownVintage(vintage: vintage, last: last).varlinkError
    }

    static func tooLarge(_ size: Int, limit: Int) -> VarlinkError {
        AdminInterface.TooLarge(limitBytes: Int64(limit), sizeBytes: Int64(size)).varlinkError
    }

    static func readOnly(_ reason: String) -> VarlinkError {
        AdminInterface.ReadOnly(reason: reason).varlinkError
    }

    static func runFailed(_ reason: String) -> VarlinkError {
        AdminInterface.RunFailed(reason: reason).varlinkError
    }

    static func clockWrong(_ trouble: ClockTrouble) -> VarlinkError {
        let (now, lastCommit): (Instant, Instant?) =
            switch trouble {
            case .beforeBuild(let now, _), .ahead(let now, _): (now, nil)
            case .behind(let now, let lastCommit): (now, lastCommit)
            }
        return AdminInterface.ClockWrong(
            clock: trouble.isBehind ? "behind" : "ahead",
            now: Document.time(now),
            lastCommit: Document.time(lastCommit),
            reason: trouble.description
        ).varlinkError
    }

    static func backupFailed(_ path: String, _ reason: String) -> VarlinkError {
        AdminInterface.BackupFailed(path: path, reason: reason).varlinkError
    }

    static func busy(_ reason: String) -> VarlinkError {
        AdminInterface.Busy(reason: reason).varlinkError
    }

    static func unknownRule(_ rule: String, known: [String]) -> VarlinkError {
        AdminInterface.UnknownRule(rule: rule, known: known).varlinkError
    }

    static func unknownHook(_ hook: String, known: [String]) -> VarlinkError {
        AdminInterface.UnknownHook(hook: hook, known: known).varlinkError
    }

    static func unknownSilence(_ silence: Int64) -> VarlinkError {
        AdminInterface.UnknownSilence(silence: silence).varlinkError
    }

    static func unknownAlert(_ alert: String, _ reason: String) -> VarlinkError {
        AdminInterface.UnknownAlert(alert: alert, reason: reason).varlinkError
    }

    static func invalidRequest(_ reason: String) -> VarlinkError {
        AdminInterface.InvalidRequest(reason: reason).varlinkError
    }

    /// What is answered for a failure that is nobody's mistake at the other end.
    static func failure(_ failure: any Error) -> VarlinkError {
        switch failure {
        case EngineError.store(.unknownVintage(let vintage, let last)): unknownVintage(vintage, last: last)
        case EngineError.store(.tooManyObservations(let count, let series, let needed, let limit)):
            VarlinkError.limitReached(
                limit: limit,
                key: "model_memory",
                reason: StoreError.tooManyObservations(count, series: series, neededBytes: needed, limitBytes: limit)
                    .description
            )
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
}
