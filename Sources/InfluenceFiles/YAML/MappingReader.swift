internal import InfluenceText

/// A value with the place where it is written.
package struct Located<Value> {
    package let value: Value
    package let position: FilePosition

    package init(_ value: Value, at position: FilePosition) {
        self.value = value
        self.position = position
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}

/// Decodes one mapping of a YAML file by a schema: the calls that read its keys are the schema.
///
///     var reader = MappingReader(node, of: "schedule", collector)
///     let every = reader.optional("every", .duration)
///     let catchUp = reader.optional("catch_up", .boolean)?.value ?? true
///     reader.finish()
///
/// Everything that is wrong goes to the collector, and reading goes on: a `nil` says that the key is absent or was
/// reported. ``finish()`` reports the keys that no call asked for, so every key must be asked for on every path.
package struct MappingReader {
    /// Where the mapping begins.
    package let position: FilePosition
    /// What the mapping describes, for messages: `indicator 'trade_share'`.
    package let subject: String
    package let collector: DiagnosticCollector

    /// `false`: it was reported.
    package let isMapping: Bool
    private let entries: [YAMLNode.Entry]
    private var known: [String] = []

    /// A node that is no mapping is reported here, once; all keys then read as absent without further reports.
    /// - Parameter example: of what could be written, for messages.
    package init(_ node: YAMLNode, of subject: String, example: String? = nil, _ collector: DiagnosticCollector) {
        position = node.position
        self.subject = subject
        self.collector = collector
        entries = node.entries ?? []
        isMapping = node.entries != nil
        if !isMapping {
            collector.report(
                at: node.position,
                "\(subject) must be a mapping of keys to values, not \(node.kind)"
                    + (example.map { "; write \($0)" } ?? "")
            )
        }
    }

    /// The value of a key as it stands; `nil` where it is absent. A key without a value is reported.
    package mutating func node(_ key: String) -> YAMLNode? {
        guard let entry = entry(key) else { return nil }
        guard !entry.value.isBlank else {
            collector.report(at: entry.keyPosition, "'\(key)' has no value")
            return nil
        }
        return entry.value
    }

    package mutating func requiredNode(_ key: String) -> YAMLNode? {
        require(key)
        return node(key)
    }

    package mutating func optional<Value>(_ key: String, _ kind: ScalarKind<Value>) -> Located<Value>? {
        node(key).flatMap { collector.scalar($0, kind, of: "'\(key)'") }
    }

    package mutating func required<Value>(_ key: String, _ kind: ScalarKind<Value>) -> Located<Value>? {
        require(key)
        return optional(key, kind)
    }

    /// The elements of a list; `nil` where the key is absent or no list. An empty list is one.
    /// - Parameter example: of what could be written, for messages.
    package mutating func list(_ key: String, example: String? = nil) -> Located<[YAMLNode]>? {
        node(key).flatMap { collector.list($0, of: "'\(key)'", example: example) }
    }

    package mutating func requiredList(_ key: String, example: String? = nil) -> Located<[YAMLNode]>? {
        require(key)
        return list(key, example: example)
    }

    /// A list of scalars, without those that were reported.
    package mutating func list<Value>(_ key: String, of kind: ScalarKind<Value>) -> Located<[Located<Value>]>? {
        // A list of one is mostly meant by a single value.
        let single = entry(key)?.value.text.flatMap { $0.utf8.count <= 64 ? "[\($0)]" : nil }
        return list(key, example: single).map { list in
            Located(
                list.value.compactMap { collector.scalar($0, kind, of: "an element of '\(key)'") },
                at: list.position
            )
        }
    }

    /// A nested mapping.
    /// - Parameter example: of what could be written, for messages.
    package mutating func mapping(_ key: String, example: String? = nil) -> MappingReader? {
        node(key).map { MappingReader($0, of: "'\(key)'", example: example, collector) }
    }

    /// Where the key stands, if it is there.
    package func position(of key: String) -> FilePosition? {
        entries.first { $0.key == key }?.keyPosition
    }

    package func has(_ key: String) -> Bool { position(of: key) != nil }

    /// Reports a problem of the mapping as a whole.
    package func report(_ message: @autoclosure () -> String) {
        collector.report(at: position, message())
    }

    /// Reports every key that was never asked for.
    package consuming func finish() {
        for entry in entries where !known.contains(entry.key) {
            collector.report(
                at: entry.keyPosition,
                "unknown key '\(entry.key)'" + NearestName.hint(for: entry.key, among: known)
            )
        }
    }

    private mutating func entry(_ key: String) -> YAMLNode.Entry? {
        if !known.contains(key) { known.append(key) }
        return entries.first { $0.key == key }
    }

    private mutating func require(_ key: String) {
        if isMapping, entry(key) == nil { report("\(subject) has no '\(key)', which is required") }
    }
}

extension DiagnosticCollector {
    /// - Parameter what: names the value in messages: `'weight'`.
    package func scalar<Value>(_ node: YAMLNode, _ kind: ScalarKind<Value>, of what: String) -> Located<Value>? {
        guard let text = node.text else {
            let only = node.elements.flatMap { $0.count == 1 ? $0[0].text : nil }
            report(
                at: node.position,
                "\(what) must be a single value, not \(node.kind)" + (only.map { "; write \($0)" } ?? "")
            )
            return nil
        }
        switch kind.read(text) {
        case .success(let value): return Located(value, at: node.position)
        case .failure(let problem):
            report(at: node.position, "\(what): \(problem.message)")
            return nil
        }
    }

    /// - Parameter example: of what could be written, for messages.
    package func list(_ node: YAMLNode, of what: String, example: String? = nil) -> Located<[YAMLNode]>? {
        guard let elements = node.elements else {
            report(
                at: node.position,
                "\(what) must be a list, not \(node.kind)" + (example.map { "; write \($0)" } ?? "")
            )
            return nil
        }
        return Located(elements, at: node.position)
    }
}
