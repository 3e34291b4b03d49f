import InfluenceControl
import InfluenceServer

extension AdminMethods {
    @Sendable func upload(
        _ input: AdminInterface.Upload.Input,
        _ request: Request
    ) throws -> AdminInterface.Upload.Output {
        do throws(Uploads.Problem) {
            let (id, size) = try uploads.add(input.text, to: input.upload, over: request.connection)
            return AdminInterface.Upload.Output(upload: id, sizeBytes: Int64(size))
        } catch {
            throw varlink(error, input.upload ?? "")
        }
    }

    func varlink(_ problem: Uploads.Problem, _ name: String) -> VarlinkError {
        switch problem {
        case .unknown: AdminError.unknownUpload(name)
        case .tooLarge(let size): AdminError.tooLarge(size, limit: uploads.sizeLimit)
        case .tooMany: AdminError.busy("\(Uploads.countLimit) files are being sent already; try again in a moment")
        }
    }
}
