import InfluenceControl
import InfluenceStore

extension AdminMethods {
    func backup(_ input: AdminInterface.Backup.Input) throws -> AdminInterface.Backup.Output {
        let path = input.path
        if let refusal = backupFolders().refusal(of: path) { throw AdminError.backupFailed(path, refusal) }
        do throws(StoreError) {
            let size = try store.backup(to: path)
            return AdminInterface.Backup.Output(
                path: path,
                sizeBytes: Int64(size)
            )
        } catch {
            throw AdminError.backupFailed(path, error.description)
        }
    }
}
