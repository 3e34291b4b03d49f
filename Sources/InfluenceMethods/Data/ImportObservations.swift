import InfluenceControl
import InfluenceEngine
import InfluenceReading
import InfluenceScoring
import InfluenceServer
import InfluenceStore

extension AdminMethods {
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
}
