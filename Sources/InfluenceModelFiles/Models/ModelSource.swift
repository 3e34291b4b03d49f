package import InfluenceFiles
package import InfluenceModel

/// The text of one file of a model.
package struct ModelSource: Hashable, Sendable {
    /// Its path, for diagnostics.
    package let name: String
    /// Byte for byte, so that it hashes as the file does.
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}

/// A model with the texts it was made of.
package struct LoadedModel: Hashable, Sendable {
    package let model: Model
    /// In the order of resolution: the file that extends nothing first, the loaded file last. All that is needed to load
    /// the same model again.
    package let sources: [ModelSource]
    /// 64 hexadecimal digits. For one file the SHA-256 of its bytes, as `sha256sum` prints it. For files that extend
    /// others the SHA-256 of their hashes in hexadecimal digits, joined, in the order of `sources`.
    package let hash: String
    /// What is no error and yet hardly meant, where it stands.
    package let warnings: [FileDiagnostic]
    /// What was left out because it is not understood: only of texts that another version once accepted, see
    /// ``ModelFiles/load(stored:)``. Such a model says what there was, by name and place in the tree; nothing may be computed
    /// by it.
    package var unread: [FileDiagnostic] = []

    static func hash(of sources: [ModelSource]) -> String {
        let hashes = sources.map { sha256Hex($0.text.utf8) }
        return hashes.count == 1 ? hashes[0] : sha256Hex(hashes.joined().utf8)
    }
}
