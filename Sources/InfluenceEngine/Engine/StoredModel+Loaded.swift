import InfluenceModel
import InfluenceModelFiles
import InfluenceStore

extension StoredModel {
    init(_ loaded: LoadedModel) {
        self.init(
            hash: loaded.hash,
            id: loaded.model.id,
            title: loaded.model.title,
            files: loaded.sources.map { ModelFile(name: $0.name, text: $0.text) }
        )
    }
}
