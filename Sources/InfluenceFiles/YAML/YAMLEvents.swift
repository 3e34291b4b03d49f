internal import CYAML

/// What libyaml finds in a text, one after the other. It expands no alias and resolves no tag.
final class YAMLEvents {
    /// Something in the text, and where it begins. Lines and columns count from 1; a column is a code point.
    struct Event {
        enum Kind {
            case documentStart
            case documentEnd
            case streamStart
            case streamEnd
            case alias
            case scalar(String, isPlain: Bool)
            case sequenceStart
            case sequenceEnd
            case mappingStart
            case mappingEnd
        }

        let kind: Kind
        let line: Int
        let column: Int
        /// `nil` where none is written.
        var tag: String?
        var hasAnchor = false
    }

    /// What libyaml says of a text that is none of YAML's; the place is `nil` where it names none.
    struct Failure: Error {
        let problem: String
        let place: (line: Int, column: Int)?
    }

    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let text: UnsafeMutableBufferPointer<UInt8>

    /// - Throws: where there is no memory.
    init(_ text: String) throws(Failure) {
        self.text = .allocate(capacity: max(1, text.utf8.count))
        _ = self.text.initialize(from: text.utf8)
        parser = .allocate(capacity: 1)
        guard yaml_parser_initialize(parser) == 1 else {
            parser.initialize(to: yaml_parser_t())
            throw Failure(problem: "no memory for the parser", place: nil)
        }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, self.text.baseAddress, text.utf8.count)
    }

    deinit {
        yaml_parser_delete(parser)
        parser.deallocate()
        text.deallocate()
    }

    func next() throws(Failure) -> Event {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
        defer { yaml_event_delete(&event) }
        func made(_ kind: Event.Kind, tag: UnsafePointer<UInt8>? = nil, anchor: UnsafePointer<UInt8>? = nil) -> Event {
            Event(
                kind: kind,
                line: event.start_mark.line + 1,
                column: event.start_mark.column + 1,
                tag: tag.map { String(cString: $0) },
                hasAnchor: anchor != nil
            )
        }
        switch event.type {
        case YAML_DOCUMENT_START_EVENT: return made(.documentStart)
        case YAML_DOCUMENT_END_EVENT: return made(.documentEnd)
        case YAML_STREAM_START_EVENT: return made(.streamStart)
        case YAML_ALIAS_EVENT: return made(.alias)
        case YAML_SCALAR_EVENT:
            let scalar = event.data.scalar
            let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.length)
            return made(
                .scalar(
                    String(decoding: bytes, as: UTF8.self),
                    isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE || scalar.style == YAML_ANY_SCALAR_STYLE
                ),
                tag: scalar.tag,
                anchor: scalar.anchor
            )
        case YAML_SEQUENCE_START_EVENT:
            return made(.sequenceStart, tag: event.data.sequence_start.tag, anchor: event.data.sequence_start.anchor)
        case YAML_SEQUENCE_END_EVENT: return made(.sequenceEnd)
        case YAML_MAPPING_START_EVENT:
            return made(.mappingStart, tag: event.data.mapping_start.tag, anchor: event.data.mapping_start.anchor)
        case YAML_MAPPING_END_EVENT: return made(.mappingEnd)
        // The end, and all that follows it.
        default: return made(.streamEnd)
        }
    }

    private func failure() -> Failure {
        let error = parser.pointee
        let problem = error.problem.map { String(cString: $0) } ?? "not readable"
        guard error.error == YAML_SCANNER_ERROR || error.error == YAML_PARSER_ERROR else {
            return Failure(problem: problem, place: nil)
        }
        let context = error.context.map { ", \(String(cString: $0)) at line \(error.context_mark.line + 1)" } ?? ""
        return Failure(problem: problem + context, place: (error.problem_mark.line + 1, error.problem_mark.column + 1))
    }
}
