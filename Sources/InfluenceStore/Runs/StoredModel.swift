/// A model as runs used it: the text of its files is stored once, under the hash.
package struct StoredModel: Hashable, Sendable {
    /// The SHA-256 of its files, in hexadecimal: what makes it this model.
    package let hash: String
    package let id: String
    package let title: String
    /// The files that it was read from, the main one first.
    package let files: [ModelFile]

    package init(hash: String, id: String, title: String, files: [ModelFile]) {
        self.hash = hash
        self.id = id
        self.title = title
        self.files = files
    }
}

/// A file that belongs to a model.
package struct ModelFile: Hashable, Sendable {
    package let name: String
    package let text: String

    package init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
