import InfluenceControl
import InfluenceEngine
import InfluenceScoring
import InfluenceServer
import InfluenceStore

/// What importing and undoing an import have in common.
extension AdminMethods {
    /// Bytes of what an importer says about himself and his import.
    static let nameLimit = 200
    static let commentLimit = 2_000

    func importer(_ author: String?, _ comment: String?, _ request: Request) throws -> Importer {
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

    /// What came after the observations.
    struct Following {
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
    func recomputed(after vintage: Vintage?) async -> Following {
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
}
