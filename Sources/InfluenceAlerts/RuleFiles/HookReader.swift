import Glibc
import InfluenceFiles
import InfluenceModel

/// Decodes `hooks`.
struct HookReader {
    let collector: DiagnosticCollector
    /// The file's own path, which relative commands start from.
    let file: String

    /// Hooks without an error of their own, and the names of all.
    func read(_ node: YAMLNode) -> (hooks: [Hook], names: [String]) {
        guard let entries = node.entries else {
            collector.report(at: node.position, "'hooks' must be a mapping of names to hooks, not \(node.kind)")
            return ([], [])
        }
        let names = entries.map(\.key)
        var fallbacks: [String: Located<String>] = [:]
        let hooks = entries.compactMap { entry -> Hook? in
            if case .failure(let problem) = ScalarKind.name.read(entry.key) {
                collector.report(at: entry.keyPosition, problem.message)
            }
            if entry.key == AlertDelivery.journal {
                collector.report(
                    at: entry.keyPosition,
                    "'journal' is always there and gets every event; give the hook another name"
                )
            }
            return hook(entry, names, &fallbacks)
        }
        reportCycles(names, fallbacks)
        return (hooks, names)
    }

    private func hook(
        _ entry: YAMLNode.Entry,
        _ names: [String],
        _ fallbacks: inout [String: Located<String>]
    ) -> Hook? {
        enum Kind: String, CaseIterable { case exec, webhook, alertmanager }
        var reader = MappingReader(entry.value, of: "hook '\(entry.key)'", collector)
        let kind = reader.required("kind", .choice("kind", as: Kind.self))?.value
        let timeout = reader.optional("timeout", .positiveSpan)?.value
        let attempts = reader.optional("max_attempts", .integer(in: 1...1_000))?.value
        var retry = RetryPolicy()
        let first = reader.optional("retry_first", .positiveSpan)
        let longest = reader.optional("retry_longest", .positiveSpan)
        if let first { retry.first = first.value }
        if let longest { retry.longest = longest.value } else { retry.longest = max(retry.longest, retry.first) }
        if let position = (longest ?? first)?.position, retry.longest < retry.first {
            collector.report(
                at: position,
                "'retry_longest' (\(retry.longest)) is shorter than 'retry_first' (\(retry.first))"
            )
        }
        if let attempts { retry.maxAttempts = attempts }
        let concurrency = reader.optional("concurrency", .integer(in: 1...64))?.value
        let fallback = reader.optional("fallback", .text)
        if let fallback {
            if fallback.value == AlertDelivery.journal {
                collector.report(
                    at: fallback.position,
                    "the journal gets every event anyway; name another hook, or leave 'fallback' out"
                )
            } else if Selector(collector: collector).one(fallback, "hook", among: names) != nil {
                fallbacks[entry.key] = fallback
            }
        }
        let grouping = grouping(reader.mapping("group"))
        if kind == .alertmanager, let position = reader.position(of: "group") {
            collector.report(
                at: position,
                "an Alertmanager groups alerts itself, by 'group_by' of its route; leave 'group' out"
            )
        }
        guard let kind else { return nil }
        let action: Hook.Action? =
            switch kind {
            case .exec: command(&reader).map { .exec($0) }
            case .webhook: web(&reader).map { .webhook(url: $0.url, credential: $0.credential) }
            case .alertmanager: alertmanager(&reader)
            }
        reader.finish()
        return action.map {
            Hook(
                name: entry.key,
                action: $0,
                timeout: timeout ?? Hook.usualTimeout,
                retry: retry,
                fallback: fallback?.value,
                concurrency: concurrency ?? Hook.usualConcurrency,
                grouping: grouping
            )
        }
    }

    private func grouping(_ mapping: MappingReader?) -> Grouping? {
        guard var reader = mapping else { return nil }
        let isThere = reader.has("by")
        let keys = reader.list("by", of: .choice("group key", as: GroupKey.self))
        if !isThere {
            let names = GroupKey.allCases.map(\.rawValue).joined(separator: ", ")
            reader.report("'group' needs 'by': a list of \(names); [] brings all events together")
        }
        var seen: Set<GroupKey> = []
        for key in keys?.value ?? [] where !seen.insert(key.value).inserted {
            collector.report(at: key.position, "'\(key.value.rawValue)' is there already; write it once")
        }
        let longest = Grouping.longestWait
        let wait = reader.optional(
            "wait",
            .span.requiring({ $0 <= longest }) { "'\($0)' is longer than \(longest)" }
        )?.value
        reader.finish()
        guard keys != nil else { return nil }
        return Grouping(by: GroupKey.allCases.filter(seen.contains), wait: wait ?? Grouping.usualWait)
    }

    private func command(_ reader: inout MappingReader) -> [String]? {
        guard let list = reader.requiredList("command") else { return nil }
        let words = list.value.compactMap { collector.scalar($0, .word, of: "a word of 'command'")?.value }
        guard let program = words.first, !program.isEmpty else {
            collector.report(at: list.position, "'command' names no program; write [program, argument, ...]")
            return nil
        }
        if let first = list.value.first, collector.scalar(first, .path, of: "the program of 'command'") == nil {
            return nil
        }
        return [absolute(program)] + words.dropFirst()
    }

    private func web(_ reader: inout MappingReader) -> (url: String, credential: String?)? {
        let url = reader.required("url", .url)?.value
        let credential = reader.optional("credential", .name)?.value
        return url.map { ($0, credential) }
    }

    private func alertmanager(_ reader: inout MappingReader) -> Hook.Action? {
        let resend = reader.optional(
            "resend",
            .positiveSpan.requiring({ $0 <= .seconds(240) }) {
                "'\($0)' is longer than 4min; Alertmanager takes an alert for resolved after 5"
            }
        )
        return web(&reader).map { url, credential in
            let base = String(url.reversed().drop { $0 == "/" }.reversed())
            return .alertmanager(url: base, credential: credential, resend: resend?.value ?? .seconds(60))
        }
    }

    private func reportCycles(_ names: [String], _ fallbacks: [String: Located<String>]) {
        var reported: Set<String> = []
        for name in names {
            var path = [name]
            while let next = path.last.flatMap({ fallbacks[$0]?.value }), !path.contains(next) { path.append(next) }
            guard let last = path.last, fallbacks[last]?.value == name, let place = fallbacks[name]?.position,
                reported.isDisjoint(with: path)
            else { continue }
            reported.formUnion(path)
            collector.report(
                at: place,
                "the fallbacks go round in a circle: \((path + [name]).joined(separator: " -> "))"
            )
        }
    }

    private func absolute(_ program: String) -> String {
        guard !program.hasPrefix("/") else { return program }
        var path = (file.lastIndex(of: "/").map { String(file[...$0]) } ?? "") + program
        if !path.hasPrefix("/"), let folder = getcwd(nil, 0) {
            path = String(cString: folder) + "/" + path
            free(folder)
        }
        return "/" + path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    }
}
