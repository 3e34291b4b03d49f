/// `PROGRAM help TOPIC`: whether there is such a command.
package enum HelpTopic {
    /// What is wrong with a command line that asks for help with a command; `nil` where it asks for nothing of the kind, or
    /// for one that is there.
    package static func problem(_ words: [String], _ root: @autoclosure () -> CommandShape?) -> String? {
        guard words.contains("help"), var command = root() else { return nil }
        var rest = words[...]
        // `alerts help events` is the same as `help alerts events`.
        while let name = rest.first, name != "help", let next = command.command(name) {
            command = next
            rest = rest.dropFirst()
        }
        guard rest.first == "help" else { return nil }
        for name in rest.dropFirst() where !name.hasPrefix("-") && name != "help" {
            guard let next = command.command(name) else { return command.noSuchCommand(name) }
            command = next
        }
        return nil
    }
}
