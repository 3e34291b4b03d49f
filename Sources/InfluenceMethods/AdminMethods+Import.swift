import InfluenceControl
import InfluenceEngine
import InfluenceReading
import InfluenceModel
import InfluenceScoring
import InfluenceServer
import InfluenceStore

extension AdminMethods {
    /// Bytes of what an importer says about himself and his import.
    static let nameLimit = 200
    static let commentLimit = 2_000

    func importObservations(_ request: Request) async throws -> JSONValue {
        let parameters = request.parameters
        let name = parameters["name"]?.stringValue ?? ""
        let partial = parameters["partial"]?.boolValue ?? false
        let importer = try importer(request)
        let bytes = try file(request)
        if parameters["dry_run"]?.boolValue == true {
            let (report, effect) = try await engine.rehearseImport(bytes, origin: name, partial: partial)
            return document(report, isRehearsal: true, Following(effect))
        }
        let report = try await engine.importObservations(bytes, origin: name, partial: partial, by: importer)
        return document(report, isRehearsal: false, await recomputed(after: report.stored.vintage))
    }

    func undoImport(_ request: Request) async throws -> JSONValue {
        let id = request.parameters["vintage"]?.integerValue ?? 0
        let importer = try importer(request)
        if request.parameters["dry_run"]?.boolValue == true {
            let (outcome, effect) = try await engine.rehearseUndo(id)
            return document(outcome, of: id, isRehearsal: true, Following(effect))
        }
        let outcome = try await engine.undoImport(id, by: importer)
        return document(outcome, of: id, isRehearsal: false, await recomputed(after: outcome.vintage))
    }

    private func importer(_ request: Request) throws -> Importer {
        func text(_ name: String, limit: Int) throws -> String {
            let text = request.parameters[name]?.stringValue ?? ""
            guard text.utf8.count <= limit else {
                throw AdminError.invalidRequest("'\(name)' is longer than \(limit) bytes")
            }
            return text
        }
        return Importer(
            user: Users.author(request.peer),
            name: try text("author", limit: Self.nameLimit),
            comment: try text("comment", limit: Self.commentLimit)
        )
    }

    private func file(_ request: Request) throws -> [UInt8] {
        switch (request.parameters["text"]?.stringValue, request.parameters["upload"]?.stringValue) {
        case (let text?, nil): return Array(text.utf8)
        case (nil, let upload?):
            do throws(Uploads.Problem) {
                return try uploads.take(upload, over: request.connection)
            } catch {
                throw varlink(error, upload)
            }
        default: throw VarlinkError.invalidParameter("text")
        }
    }

    /// What came after the observations.
    private struct Following {
        var run: JSONValue = .null
        var error: JSONValue = .null
        var effect: JSONValue = .null
        var absent: AbsentCells?

        init() {}

        init(_ effect: Result<ImportEffect, EngineError>) {
            switch effect {
            case .success(let effect):
                self.effect = Document.effect(effect)
                absent = effect.absent
            case .failure(let error): self.error = .string(error.description)
            }
        }
    }

    /// The observations are on disk: a run that fails does not undo that, and is retried.
    private func recomputed(after vintage: Vintage?) async -> Following {
        var following = Following()
        // A source or note that changed alone changes nothing that a run computes.
        guard let vintage, vintage.hasContent else { return following }
        do throws(EngineError) {
            following.run = Document.run(try await engine.recompute(.import).run)
            following.absent = try await engine.absences(since: vintage)
        } catch {
            following.error = .string(error.description)
        }
        return following
    }

    private func document(_ report: ImportSummary, isRehearsal: Bool, _ following: Following) -> JSONValue {
        let vintage = isRehearsal ? nil : report.stored.vintage
        return [
            "added": .integer(Int64(report.stored.added)),
            "revised": .integer(Int64(report.stored.revised)),
            "unchanged": .integer(Int64(report.stored.unchanged)),
            "rejected": .integer(Int64(report.rejected)),
            "recorded_at": Document.time(vintage?.recordedAt),
            "problems": Document.problems(report.problems),
            "rejects": .string(orNull: report.rejects.map { String(decoding: $0, as: UTF8.self) }),
            "run": following.run,
            "run_error": following.error,
            "vintage": .integer(orNull: vintage?.id),
            "annotated": .integer(Int64(report.stored.annotated)),
            "dry_run": .bool(isRehearsal),
            "warning_count": .integer(Int64(report.warnings.count)),
            "warnings": Document.warnings(report.warnings),
            "effect": following.effect,
            "undefined_count": .integer(Int64(following.absent?.total ?? 0)),
            "undefined": Document.undefined(following.absent),
        ]
    }

    private func document(
        _ outcome: UndoOutcome,
        of undone: Int64,
        isRehearsal: Bool,
        _ following: Following
    ) -> JSONValue {
        let vintage = isRehearsal ? nil : outcome.vintage
        return [
            "vintage": .integer(orNull: vintage?.id),
            "undoes": .integer(undone),
            "withdrawn": .integer(Int64(outcome.withdrawn)),
            "restored": .integer(Int64(outcome.restored)),
            "reinstated": .integer(Int64(outcome.reinstated)),
            "annotated": .integer(Int64(outcome.annotated)),
            "replaced": .integer(Int64(outcome.replaced)),
            "replacements": .array(
                outcome.firstReplaced.map { key in
                    [
                        "indicator": .string(key.series.indicator.text),
                        "power": .string(orNull: key.series.power?.text),
                        "country": .string(orNull: key.series.country?.text),
                        "reporter": .string(key.series.reporter),
                        "period": .string(key.period.description),
                    ]
                }
            ),
            "recorded_at": Document.time(vintage?.recordedAt),
            "dry_run": .bool(isRehearsal),
            "run": following.run,
            "run_error": following.error,
            "effect": following.effect,
            "undefined_count": .integer(Int64(following.absent?.total ?? 0)),
            "undefined": Document.undefined(following.absent),
        ]
    }
}
