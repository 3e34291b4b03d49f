/// A command line, each word in the place that it takes by the shape of its command. Of a line that the command does not take
/// it tells which words have no place.
struct PlacedWords {
    /// The commands that are named or meant, outermost first; at least the program.
    private(set) var path: [CommandShape]
    /// The one with others beneath it where none of those was named, and the usual one was taken.
    private(set) var unnamed: CommandShape?
    /// Where a command has to be named, what stands there and is none.
    private(set) var noCommand: String?
    /// Words that stand without an option, where the command takes no more of those.
    private(set) var strays: [String] = []
    /// Options that the command does not have, without their values.
    private(set) var unknownOptions: [String] = []
    private var operandCount = 0

    var command: CommandShape { path[path.count - 1] }

    init(_ words: [String], _ root: CommandShape) {
        path = [root]
        var words = words[...]
        var hasOptions = true
        while let word = words.popFirst(), noCommand == nil {
            if hasOptions, word == "--" {
                hasOptions = false
            } else if hasOptions, word.hasPrefix("-"), word != "-" {
                if place(option: word, before: words.first) { words = words.dropFirst() }
            } else {
                place(operand: word)
            }
        }
    }

    /// - Returns: whether the next word is its value.
    private mutating func place(option word: String, before next: String?) -> Bool {
        let name = word.split(separator: "=", maxSplits: 1).first.map(String.init) ?? word
        if command.option(name) == nil, let usual = usual(of: command), usual.option(name) != nil { assume(usual) }
        guard let option = command.option(name) else {
            unknownOptions.append(name)
            // Whatever it was meant to be: what follows is more likely its value than a word of its own.
            return !word.contains("=") && next.map { !$0.hasPrefix("-") } ?? false
        }
        return option.value != nil && !word.contains("=")
    }

    private mutating func place(operand word: String) {
        if operandCount == 0, let next = command.command(word) {
            path.append(next)
            return
        }
        if !command.commands.isEmpty {
            guard let usual = usual(of: command) else {
                noCommand = word
                return
            }
            assume(usual)
        }
        if operandCount < command.operands.count || command.operands.last?.isRepeating == true {
            operandCount += 1
        } else {
            strays.append(word)
        }
    }

    private func usual(of command: CommandShape) -> CommandShape? { command.usual.flatMap(command.command) }

    private mutating func assume(_ usual: CommandShape) {
        unnamed = command
        path.append(usual)
    }
}
