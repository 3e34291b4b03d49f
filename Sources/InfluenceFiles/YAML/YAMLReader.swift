/// Makes one document's nodes of the parser's events, and reports what the subset leaves out.
struct YAMLReader {
    private let file: String
    private let collector: DiagnosticCollector

    private static let noAliases = "anchors and aliases are not supported; write the value out at each place"
    /// How libyaml's own limit of nesting shows, which what it reads ahead can reach before ours.
    private static let ownLimit = "Maximum nesting level"

    init(file: String, _ collector: DiagnosticCollector) {
        self.file = file
        self.collector = collector
    }

    /// The root of the only document; `nil` where there is none, or where something was reported.
    mutating func document(_ text: String) -> YAMLNode? {
        do throws(YAMLEvents.Failure) {
            let events = try YAMLEvents(text)
            _ = try events.next()
            guard case .documentStart = try events.next().kind else { return nil }
            guard let root = try node(try events.next(), events, depth: 1) else { return nil }
            _ = try events.next()
            let end = try events.next()
            if case .documentStart = end.kind {
                report(end, "a second document; a file holds exactly one")
            }
            return root
        } catch {
            let position = FilePosition(file: file, line: error.place?.line ?? 1, column: error.place?.column ?? 1)
            collector.report(
                at: position,
                error.problem.hasPrefix(Self.ownLimit)
                    ? tooDeep : "not valid YAML: \(error.problem)" + Self.hint(for: error, in: text)
            )
            return nil
        }
    }

    /// What libyaml says in its own words, and what it mostly comes from.
    private static let causes = [
        (
            "mapping values are not allowed",
            "a text with ': ' in it stands in quotes, and keys of one mapping begin below each other"
        ),
        ("tab character", "a line begins with blanks, not with a tab"),
        ("expected ',' or", "a bracket is not closed, or a comma is missing"),
        ("expected key", "keys of one mapping begin below each other"),
        ("expected '-' indicator", "the '-' of one list begin below each other"),
        ("could not find expected ':'", "a key is followed by a colon and a blank"),
        ("while scanning a quoted scalar", "the quotes that begin there are not closed"),
    ]

    private static func hint(for failure: YAMLEvents.Failure, in text: String) -> String {
        let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
        if failure.problem.contains("cannot start any token"), let place = failure.place, lines.count >= place.line,
            let sign = lines[place.line - 1].dropFirst(place.column - 1).first
        {
            return sign == "\t"
                ? "; a line begins with blanks, not with a tab" : "; a text that begins with '\(sign)' stands in quotes"
        }
        return causes.first { failure.problem.contains($0.0) }.map { "; \($0.1)" } ?? ""
    }

    /// The node that begins with `event`, read to its end.
    /// - Returns: `nil` where it, or something in it, was reported and cannot be read past.
    private mutating func node(
        _ event: YAMLEvents.Event,
        _ events: YAMLEvents,
        depth: Int
    ) throws(YAMLEvents.Failure) -> YAMLNode? {
        guard depth <= YAMLFile.depthLimit else {
            report(event, tooDeep)
            return nil
        }
        if event.hasAnchor { report(event, Self.noAliases) }
        switch event.kind {
        case .scalar(let text, let isPlain):
            refuseTag(of: event, but: "tag:yaml.org,2002:str")
            return YAMLNode(position: position(event), content: .scalar(text, isPlain: isPlain))
        case .sequenceStart:
            refuseTag(of: event, but: "tag:yaml.org,2002:seq")
            var elements: [YAMLNode] = []
            while true {
                let next = try events.next()
                if case .sequenceEnd = next.kind { break }
                guard let element = try node(next, events, depth: depth + 1) else { return nil }
                elements.append(element)
            }
            return YAMLNode(position: position(event), content: .sequence(elements))
        case .mappingStart:
            refuseTag(of: event, but: "tag:yaml.org,2002:map")
            guard let entries = try entries(events, depth: depth + 1) else { return nil }
            return YAMLNode(position: position(event), content: .mapping(entries))
        case .alias:
            report(event, Self.noAliases)
            // What it stands for was reported, or is not there: read on as if nothing stood here.
            return YAMLNode(position: position(event), content: .scalar("", isPlain: true))
        case .documentStart, .documentEnd, .streamStart, .streamEnd, .sequenceEnd, .mappingEnd:
            // libyaml hands these out in their places only.
            report(event, "not valid YAML: a value is missing")
            return nil
        }
    }

    private mutating func entries(
        _ events: YAMLEvents,
        depth: Int
    ) throws(YAMLEvents.Failure) -> [YAMLNode.Entry]? {
        var entries: [YAMLNode.Entry] = []
        var known: Set<String> = []
        while true {
            let next = try events.next()
            if case .mappingEnd = next.kind { return entries }
            guard let key = try node(next, events, depth: depth),
                let value = try node(try events.next(), events, depth: depth)
            else { return nil }
            guard let text = key.text, !text.isEmpty else {
                if case .alias = next.kind { continue }
                let kind = key.text == "" && !key.isBlank ? "an empty text" : key.kind
                collector.report(at: key.position, "a key must be a single word, not \(kind)")
                continue
            }
            guard known.insert(text).inserted else {
                collector.report(at: key.position, "key '\(text)' is given more than once in one mapping")
                continue
            }
            entries.append(YAMLNode.Entry(key: text, keyPosition: key.position, value: value))
        }
    }

    private func refuseTag(of event: YAMLEvents.Event, but own: String) {
        // "!" alone says that no rule shall choose one.
        guard let tag = event.tag, tag != "!", tag != own else { return }
        report(event, "the tag '\(tag)' is not supported; write the value without it")
    }

    private var tooDeep: String { "nested more than \(YAMLFile.depthLimit) levels deep" }

    private func position(_ event: YAMLEvents.Event) -> FilePosition {
        FilePosition(file: file, line: event.line, column: event.column)
    }

    private func report(_ event: YAMLEvents.Event, _ message: String) {
        collector.report(at: position(event), message)
    }
}
