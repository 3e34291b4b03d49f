/// A value in a YAML file, with its place. Scalars are text: only the schema says whether a text is a number.
package struct YAMLNode: Sendable {
    package let position: FilePosition
    package var content: Content

    package enum Content: Sendable {
        /// `isPlain`: written without quotes. An empty plain scalar is a key without a value.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        /// Keys are unique and in file order.
        case mapping([Entry])
    }

    package struct Entry: Sendable {
        package let key: String
        package let keyPosition: FilePosition
        package var value: YAMLNode

        package init(key: String, keyPosition: FilePosition, value: YAMLNode) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    package init(position: FilePosition, content: Content) {
        self.position = position
        self.content = content
    }

    package var entries: [Entry]? {
        if case .mapping(let entries) = content { entries } else { nil }
    }

    package var elements: [YAMLNode]? {
        if case .sequence(let elements) = content { elements } else { nil }
    }

    package var text: String? {
        if case .scalar(let text, _) = content { text } else { nil }
    }

    /// A key without a value: `unit:`, or one of YAML's words for that, which without quotes are no text (YAML 1.2, 10.3.2).
    package var isBlank: Bool {
        if case .scalar(let text, isPlain: true) = content {
            ["", "~", "null", "Null", "NULL"].contains(text)
        } else {
            false
        }
    }

    package subscript(key: String) -> Entry? {
        entries?.first { $0.key == key }
    }

    /// What it is, for messages.
    package var kind: String {
        switch content {
        case .scalar: isBlank ? "nothing" : "a single value"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
