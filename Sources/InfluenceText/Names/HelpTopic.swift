/// `PROGRAM help TOPIC`: whether there is such a command.
package enum HelpTopic {
    /// A command by its name, with those beneath it.
    package struct Command: Sendable {
        package let name: String
        package let subcommands: [Command]

        package init(_ name: String, _ subcommands: [Command] = []) {
            self.name = name
            self.subcommands = subcommands
        }
    }

    /// What is wrong with a command line that asks for help with a command; `nil` where it asks for nothing of the kind, or
    /// for one that is there.
    package static func problem(_ arguments: [String], _ root: Command) -> String? {
        var command = root
        var rest = arguments[...]
        // `alerts help events` is the same as `help alerts events`.
        while let name = rest.first, name != "help", let next = command.subcommands.first(where: { $0.name == name }) {
            command = next
            rest = rest.dropFirst()
        }
        guard rest.first == "help" else { return nil }
        for name in rest.dropFirst() where !name.hasPrefix("-") && name != "help" {
            guard let next = command.subcommands.first(where: { $0.name == name }) else {
                let names = command.subcommands.map(\.name)
                return "there is no command '\(name)'" + NearestName.hint(for: name, among: names)
            }
            command = next
        }
        return nil
    }
}
