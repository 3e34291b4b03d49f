/// What a command takes: its options, what stands without one, and the commands beneath it.
package struct CommandShape: Sendable, Equatable {
    package struct Option: Sendable, Equatable {
        /// As they are typed: `--country`, `-h`.
        package let names: [String]
        /// What it takes, as the help calls it: `country`; `nil` for one that takes nothing.
        package let value: String?
        /// The words that it takes, where those are few.
        package let words: [String]

        package init(_ names: [String], _ value: String?, words: [String] = []) {
            self.names = names
            self.value = value
            self.words = words
        }
    }

    /// What stands without an option.
    package struct Operand: Sendable, Equatable {
        /// As the help calls it.
        package let value: String
        package let isRepeating: Bool

        package init(_ value: String, isRepeating: Bool = false) {
            self.value = value
            self.isRepeating = isRepeating
        }
    }

    package let name: String
    package let options: [Option]
    package let operands: [Operand]
    package let commands: [CommandShape]
    /// The one of ``commands`` that is meant where none is named.
    package let usual: String?

    package init(
        _ name: String,
        options: [Option] = [],
        operands: [Operand] = [],
        _ commands: [CommandShape] = [],
        usual: String? = nil
    ) {
        self.name = name
        self.options = options
        self.operands = operands
        self.commands = commands
        self.usual = usual
    }

    func command(_ name: String) -> CommandShape? { commands.first { $0.name == name } }

    func option(_ name: String) -> Option? { options.first { $0.names.contains(name) } }

    /// `explain <country> <power>`
    func usage(under path: [String]) -> String {
        (path + operands.map { "<\($0.value)>" + ($0.isRepeating ? " ..." : "") }).joined(separator: " ")
    }
}
