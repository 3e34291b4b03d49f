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

    func importObservations(
        _ input: AdminInterface.ImportObservations.Input,
        _ request: Request
    ) async throws -> AdminInterface.ImportObservations.Output {
        let partial = input.partial ?? false
        let importer = try importer(input.author, input.comment, request)
        let bytes = try file(input, request)
        if input.dryRun == true {
            let (report, effect) = try await engine.rehearseImport(bytes, origin: input.name, partial: partial)
            return document(report, isRehearsal: true, Following(effect))
        }
        let report = try await engine.importObservations(bytes, origin: input.name, partial: partial, by: importer)
        return document(report, isRehearsal: false, await recomputed(after: report.stored.vintage))
    }

    func undoImport(
        _ input: AdminInterface.UndoImport.Input,
        _ request: Request
    ) async throws -> AdminInterface.UndoImport.Output {
        let importer = try importer(input.author, input.comment, request)
        if input.dryRun == true {
            let (outcome, effect) = try await engine.rehearseUndo(input.vintage)
            return document(outcome, of: input.vintage, isRehearsal: true, Following(effect))
        }
        let outcome = try await engine.undoImport(input.vintage, by: importer)
        return document(outcome, of: input.vintage, isRehearsal: false, await recomputed(after: outcome.vintage))
    }

    private func importer(_ author: String?, _ comment: String?, _ request: Request) throws -> Importer {
        func text(_ text: String?, _ name: String, limit: Int) throws -> String {
            let text = text ?? ""
            guard text.utf8.count <= limit else {
                throw AdminError.invalidRequest("'\(name)' is longer than \(limit) bytes")
            }
            return text
        }
        return Importer(
            user: Users.author(request.peer),
            name: try text(author, "author", limit: Self.nameLimit),
            comment: try text(comment, "comment", limit: Self.commentLimit)
        )
    }

    private func file(_ input: AdminInterface.ImportObservations.Input, _ request: Request) throws -> [UInt8] {
        switch (input.text, input.upload) {
        case (let text?, nil): return Array(text.utf8)
        case (nil, let upload?):
            do throws(Uploads.Problem) {
                return try uploads.take(upload, over: request.connection)
            } catch {
                throw varlink(error, upload)
            }
        default: throw VarlinkError.invalidParameter(AdminInterface.ImportObservations.Input.Field.text.rawValue)
        }
    }

    /// What came after the observations.
    private struct Following {
        var run: AdminInterface.Run?
        var error: String?
        var effect: AdminInterface.ImportEffect?
        var absent: AbsentCells?

        init() {}

        init(_ effect: Result<ImportEffect, EngineError>) {
            switch effect {
            case .success(let effect):
                self.effect = Document.effect(effect)
                absent = effect.absent
            case .failure(let error): self.error = error.description
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
            following.error = error.description
        }
        return following
    }

    private func document(_ report: ImportSummary, isRehearsal: Bool, _ following: Following)
        -> AdminInterface.ImportObservations.Output
    {
        let vintage = isRehearsal ? nil : report.stored.vintage
        return AdminInterface.ImportObservations.Output(
            added: Int64(report.stored.added),
            revised: Int64(report.stored.revised),
            unchanged: Int64(report.stored.unchanged),
            rejected: Int64(report.rejected),
            recordedAt: Document.time(vintage?.recordedAt),
            problems: Document.problems(report.problems),
            rejects: report.rejects.map { String(decoding: $0, as: UTF8.self) },
            run: following.run,
            runError: following.error,
            vintage: vintage?.id,
            annotated: Int64(report.stored.annotated),
            dryRun: isRehearsal,
            warningCount: Int64(report.warnings.count),
            warnings: Document.warnings(report.warnings),
            effect: following.effect,
            undefinedCount: Int64(following.absent?.total ?? 0),
            undefined: Document.undefined(following.absent)
        )
    }

    private func document(
        _ outcome: UndoOutcome,
        of undone: Int64,
        isRehearsal: Bool,
        _ following: Following
    ) -> AdminInterface.UndoImport.Output {
        let vintage = isRehearsal ? nil : outcome.vintage
        return AdminInterface.UndoImport.Output(
            vintage: vintage?.id,
            undoes: undone,
            withdrawn: Int64(outcome.withdrawn),
            restored: Int64(outcome.restored),
            reinstated: Int64(outcome.reinstated),
            annotated: Int64(outcome.annotated),
            replaced: Int64(outcome.replaced),
            replacements: outcome.firstReplaced.map { key in
                AdminInterface.ReplacedObservation(
                    indicator: key.series.indicator.text,
                    power: key.series.power?.text,
                    country: key.series.country?.text,
                    reporter: key.series.reporter,
                    period: key.period.description
                )
            },
            recordedAt: Document.time(vintage?.recordedAt),
            dryRun: isRehearsal,
            run: following.run,
            runError: following.error,
            effect: following.effect,
            undefinedCount: Int64(following.absent?.total ?? 0),
            undefined: Document.undefined(following.absent)
        )
    }
}
