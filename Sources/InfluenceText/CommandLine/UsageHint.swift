/// What would be right in place of a command line that its program does not take.
package struct UsageHint: Sendable, Equatable {
    /// What is wrong, where this says it better than a parser that knows no names.
    package var problem: String?
    /// What follows a sentence about what is wrong: `; did you mean '--country KAZ'?`; empty where there is nothing to say.
    package var suggestion = ""

    /// - Parameters:
    ///   - words: without the program's name.
    ///   - root: the program.
    package init(_ words: [String], _ root: CommandShape) {
        let line = PlacedWords(words, root)
        if let word = line.noCommand {
            problem = line.command.noSuchCommand(word)
            let isNear = NearestName.find(word, among: line.command.commands.map(\.name)) != nil
            let elsewhere = isNear ? [] : Self.commands(like: word, in: root, exceptBeneath: line.command)
            if !elsewhere.isEmpty {
                problem = "there is no command '\(singleLine(word))'"
                suggestion = Self.meant(elsewhere)
            }
        } else if let word = line.strays.first {
            suggestion = Self.meant(Self.inPlace(of: word, line, root))
        } else if let name = line.unknownOptions.first(where: { line.operand(for: $0) != nil }) {
            problem = Self.unknownOption(name)
            let usage = line.command.usage(under: line.path.map(\.name))
            suggestion = "; the \(line.operand(for: name) ?? "") stands without an option: \(usage)"
        } else if let name = line.unknownOptions.first(where: { line.kin(of: $0) != nil }) {
            problem = Self.unknownOption(name)
            suggestion = Self.meant(line.kin(of: name).map { [$0] } ?? [])
        }
    }

    private static func unknownOption(_ name: String) -> String { "Unknown option '\(singleLine(name))'" }

    private static func meant(_ texts: [String]) -> String {
        guard let last = texts.last else { return "" }
        let shown = texts.map { "'\($0)'" }
        let others = texts.count > 1 ? shown.dropLast().joined(separator: ", ") + " or " : ""
        return NearestName.question(others + "'\(last)'")
    }

    // MARK: A word without a place

    private static func inPlace(of word: String, _ line: PlacedWords, _ root: CommandShape) -> [String] {
        // Commands that take a country and a power without options take the country first.
        let options =
            line.command.options.filter { $0.value == "country" }
            + line.command.options.filter { $0.value != "country" }
        if let exact = options.first(where: { $0.words.contains(word) }), let name = exact.names.first {
            return ["\(name) \(word)"]
        }
        if let parent = line.unnamed {
            let near = NearestName.find(word, among: parent.commands.map(\.name))
            let path = line.path.dropFirst().dropLast().map(\.name)
            if let near { return [(path + [near]).joined(separator: " ")] }
        }
        let elsewhere = line.unnamed == nil ? [] : commands(like: word, in: root, exceptBeneath: nil)
        guard line.strays.count > 1 else {
            let fitting = options.compactMap {
                $0.fits(word) ? $0.names.first.map { "\($0) \(singleLine(word))" } : nil
            }
            return fitting.isEmpty ? elsewhere : fitting
        }
        // Each word by an option of its own, as far as there are some.
        var free = options
        var texts: [String] = []
        for word in line.strays {
            guard let place = free.firstIndex(where: { $0.fits(word) }), let name = free[place].names.first else {
                continue
            }
            texts.append("\(name) \(singleLine(word))")
            free.remove(at: place)
        }
        return texts.isEmpty ? elsewhere : [texts.joined(separator: " ")]
    }

    // MARK: A command that is somewhere else

    /// The ways to commands of that name, or where there are none of one most like it.
    private static func commands(
        like name: String,
        in root: CommandShape,
        exceptBeneath skipped: CommandShape?
    ) -> [String] {
        var ways: [(name: String, way: String)] = []
        func collect(_ command: CommandShape, _ path: [String]) {
            for next in command.commands {
                let way = path + [next.name]
                if command != skipped { ways.append((next.name, way.joined(separator: " "))) }
                collect(next, way)
            }
        }
        collect(root, [])
        guard let nearest = NearestName.find(name, among: ways.map(\.name)) else { return [] }
        return ways.filter { $0.name == nearest }.map(\.way)
    }
}

extension PlacedWords {
    /// What the command takes without an option, and was given with one: `country` for `--country`.
    fileprivate func operand(for option: String) -> String? {
        command.operands.first { "--\($0.value)" == option }?.value
    }

    /// The option that takes an element of the model here, for the name that another command has for it.
    fileprivate func kin(of option: String) -> String? {
        let kindred = ["--node", "--indicator", "--dimension", "--measure"]
        guard kindred.contains(option) else { return nil }
        return command.options.flatMap(\.names).first(where: kindred.contains)
    }
}

extension CommandShape.Option {
    /// Whether a word looks like what the option takes. Which countries, powers and nodes there are the daemon alone knows.
    fileprivate func fits(_ word: String) -> Bool {
        switch value {
        case "country": word.isCode && !word.contains("+")
        case "power", "counterpart": word.isCode
        case "node", "indicator", "measure", "rule", "hook": word.isNodeName
        case "period", "period or time": word.isDate
        case "time": word.isDate && word.utf8.count >= 10
        case "count": word.utf8.allSatisfy(\.isDigit) && !word.isEmpty
        default: false
        }
    }
}

extension String {
    /// `KAZ`, `kaz`, `RUS+CHN`, `KAZ,U*`: up to four letters, digits and wildcards, in as many parts as there are.
    fileprivate var isCode: Bool {
        utf8.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ",") }
            .allSatisfy { part in
                guard let first = part.first, part.count <= 4 else { return false }
                return (first.isLetter || first.isWildcard)
                    && part.allSatisfy { $0.isLetter || $0.isDigit || $0.isWildcard }
            }
    }

    /// `trade_share`, `measure.tilt`, `trade-*`: none of it in upper case.
    fileprivate var isNodeName: Bool {
        guard let first = utf8.first, first.isLowerCase || first.isWildcard else { return false }
        let marks = Array("_-.,*?".utf8)
        return utf8.allSatisfy { $0.isLowerCase || $0.isDigit || marks.contains($0) }
    }

    /// `2023`, `2023-Q3`, `2023-09-14`, `2026-01-31T12:00:00Z`
    fileprivate var isDate: Bool {
        utf8.count >= 4 && utf8.prefix(4).allSatisfy(\.isDigit)
            && (utf8.count == 4 || utf8.dropFirst(4).first == UInt8(ascii: "-"))
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
    fileprivate var isLowerCase: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) }
    fileprivate var isLetter: Bool { isLowerCase || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) }
    fileprivate var isWildcard: Bool { self == UInt8(ascii: "*") || self == UInt8(ascii: "?") }
}
