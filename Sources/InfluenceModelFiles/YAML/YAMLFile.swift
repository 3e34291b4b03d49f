internal import Yams

/// Reads the text of a YAML file into a ``YAMLNode``.
///
/// A strict subset of YAML: one document, unique keys, keys that are single values; no anchors, aliases or tags. What a
/// text means is decided by the schema that reads it (``MappingReader``), so `NO` is never false and `010` never 8.
package enum YAMLFile {
    /// Bytes; larger files are refused unread.
    package static let sizeLimit = 4 << 20
    /// Levels of nesting.
    package static let depthLimit = 32

    /// - Parameter name: the file's name in diagnostics.
    /// - Returns: the root, which may be of any kind.
    /// - Throws: the first syntax error, or every use of what the subset leaves out.
    package static func parse(_ text: String, name: String) throws(DiagnosticList) -> YAMLNode {
        try checkText(text, name: name)
        // A byte order mark is no character of the file: columns count from the one after it.
        let body = text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
        let collector = DiagnosticCollector()
        let root: YAMLNode?
        do {
            // No rules to resolve types by: every scalar stays text.
            let parser = try Parser(yaml: body, resolver: .basic, encoding: .utf8)
            // The nodes refer weakly to their anchors, which the parser owns.
            root = try withExtendedLifetime(parser) {
                try parser.singleRoot().flatMap { convert($0, file: name, depth: 1, collector) }
            }
        } catch {
            throw DiagnosticList(diagnostic(of: error, name: name))
        }
        try collector.check()
        guard let root, !root.isBlank else {
            throw DiagnosticList(FileDiagnostic(FilePosition(file: name), "the file is empty"))
        }
        return root
    }

    /// Size, encoding and characters, before the parser sees them: its own messages for these have no place.
    private static func checkText(_ text: String, name: String) throws(DiagnosticList) {
        guard text.utf8.count <= sizeLimit else {
            throw DiagnosticList(SourceFile.tooLarge(name))
        }
        var line = 1
        var column = 1
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x0A:
                line += 1
                column = 0
            case 0xFEFF where line == 1 && column == 1:
                column = 0
            case 0x09, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...: break
            default:
                let code = "U+" + String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4)
                let position = FilePosition(file: name, line: line, column: column)
                throw DiagnosticList(FileDiagnostic(position, "the character \(code) is not allowed in a text file"))
            }
            column += 1
        }
        // Aliases are refused when they are met, but the parser resolves them first, and as parts of keys it would walk
        // through them: nested, they multiply. So many of them are refused beforehand.
        if aliasCount(text) > 30 {
            throw DiagnosticList(FileDiagnostic(FilePosition(file: name), "too many of '*name': \(noAliases)"))
        }
    }

    private static let noAliases = "anchors and aliases are not supported; write the value out at each place"

    /// How many words there are that might be aliases, if there is any that might be an anchor.
    private static func aliasCount(_ text: String) -> Int {
        var aliases = 0
        var hasAnchor = false
        var atStart = true
        var previous: UInt8 = 0
        for byte in text.utf8 {
            if previous != 0, byte > 0x20 {
                if previous == UInt8(ascii: "*") { aliases += 1 } else { hasAnchor = true }
            }
            previous = atStart && (byte == UInt8(ascii: "*") || byte == UInt8(ascii: "&")) ? byte : 0
            atStart = byte <= 0x20 || "[]{},:-?".utf8.contains(byte)
        }
        return hasAnchor ? aliases : 0
    }

    private static func convert(_ node: Node, file: String, depth: Int, _ collector: DiagnosticCollector) -> YAMLNode? {
        let position = FilePosition(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        // Not entered: through aliases a node can be met exponentially often.
        guard node.anchor == nil else {
            collector.report(at: position, noAliases)
            return nil
        }
        guard depth <= depthLimit else {
            collector.report(at: position, "nested more than \(depthLimit) levels deep")
            return nil
        }
        func converted(_ node: Node) -> YAMLNode? { convert(node, file: file, depth: depth + 1, collector) }
        let tag = node.tag.rawValue
        switch node {
        case .scalar(let scalar):
            guard tag == Tag.Name.str.rawValue else { break }
            let isPlain = scalar.style == .plain || scalar.style == .any
            return YAMLNode(position: position, content: .scalar(scalar.string, isPlain: isPlain))
        case .sequence(let sequence):
            guard tag == Tag.Name.seq.rawValue else { break }
            return YAMLNode(position: position, content: .sequence(sequence.compactMap(converted)))
        case .mapping(let mapping):
            guard tag == Tag.Name.map.rawValue else { break }
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                guard let key = converted(key) else { continue }
                guard let text = key.text, !text.isEmpty else {
                    collector.report(at: key.position, "a key must be a single word, not \(key.kind)")
                    continue
                }
                guard let value = converted(value) else { continue }
                entries.append(YAMLNode.Entry(key: text, keyPosition: key.position, value: value))
            }
            return YAMLNode(position: position, content: .mapping(entries))
        case .alias:
            collector.report(at: position, noAliases)
            return nil
        }
        collector.report(at: position, "the tag '\(tag)' is not supported; write the value without it")
        return nil
    }

    private static func diagnostic(of error: any Error, name: String) -> FileDiagnostic {
        func at(_ mark: Mark, _ problem: String, _ context: YamlError.Context? = nil) -> FileDiagnostic {
            let detail = context.map { ", \($0.text) at line \($0.mark.line)" } ?? ""
            let position = FilePosition(file: name, line: max(1, mark.line), column: max(1, mark.column))
            return FileDiagnostic(position, "not valid YAML: \(problem)\(detail)")
        }
        guard let error = error as? YamlError else {
            return FileDiagnostic(FilePosition(file: name), "not valid YAML: \(error)")
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            if problem.hasPrefix("Maximum nesting level") {
                return FileDiagnostic(at(mark, "").position, "nested more than \(depthLimit) levels deep")
            }
            return at(mark, problem, context)
        case .composer(_, let problem, let mark, _):
            if problem.hasSuffix("another document") {
                return FileDiagnostic(at(mark, "").position, "a second document; a file holds exactly one")
            }
            return at(mark, problem)
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map { "'\($0)'" }.joined(separator: ", ")
            return FileDiagnostic(at(context.mark, "").position, "key \(names) is given more than once in one mapping")
        case .reader(let problem, _, _, _):
            return FileDiagnostic(FilePosition(file: name), "not valid YAML: \(problem)")
        default:
            return FileDiagnostic(FilePosition(file: name), "not valid YAML: \(error)")
        }
    }
}

extension String {
    fileprivate func leftPadded(to width: Int) -> String {
        String(repeating: "0", count: max(0, width - utf8.count)) + self
    }
}
