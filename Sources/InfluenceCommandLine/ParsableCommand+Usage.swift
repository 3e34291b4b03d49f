package import ArgumentParser
import InfluenceText

extension ParsableCommand {
    /// What is wrong with a command line that asks for help with a command; `nil` where nothing is.
    package static func helpProblem(_ words: [String]) -> String? { HelpTopic.problem(words, CommandShape(self)) }

    /// What to say about a command line that the argument parser does not take: what the parser says, and what would be right.
    /// - Parameters:
    ///   - error: the parser's.
    ///   - words: the command line, without the program's name.
    package static func wrongUsage(_ error: any Error, _ words: [String]) -> String {
        let text = fullMessage(for: error)
        let mark = "Error: "
        guard text.hasPrefix(mark), let shape = CommandShape(self) else { return text }
        let hint = UsageHint(words, shape)
        let end = text.firstIndex(of: "\n") ?? text.endIndex
        let problem = hint.problem ?? String(text[..<end].dropFirst(mark.count))
        return mark + problem + hint.suggestion + text[end...]
    }
}
