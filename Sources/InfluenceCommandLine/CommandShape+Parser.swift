package import ArgumentParser
import InfluenceControl
package import InfluenceText

extension CommandShape {
    /// As the argument parser describes a command to programs; `nil` where it does not.
    package init?(_ command: any ParsableCommand.Type) {
        guard let description = try? JSONParser.parse(command._dumpHelp()) else { return nil }
        self.init(description: description.objectValue?["command"] ?? description)
    }

    private init?(description: JSONValue) {
        guard let command = description.objectValue, let name = command["commandName"]?.stringValue else { return nil }
        let arguments = (command["arguments"]?.arrayValue ?? []).compactMap(\.objectValue)
        func isOperand(_ argument: JSONObject) -> Bool { argument["kind"] == "positional" }
        self.init(
            name,
            options: arguments.filter { !isOperand($0) }.map(Self.option),
            operands: arguments.filter(isOperand).map { operand in
                Operand(operand["valueName"]?.stringValue ?? "", isRepeating: operand["isRepeating"] == true)
            },
            (command["subcommands"]?.arrayValue ?? []).compactMap { CommandShape(description: $0) }
                .filter { $0.name != "help" },
            usual: command["defaultSubcommand"]?.stringValue
        )
    }

    private static func option(_ argument: JSONObject) -> Option {
        let names = (argument["names"]?.arrayValue ?? []).compactMap { name -> String? in
            guard let name = name.objectValue, let text = name["name"]?.stringValue else { return nil }
            return (name["kind"] == "long" ? "--" : "-") + text
        }
        let value = argument["kind"] == "option" ? argument["valueName"]?.stringValue ?? "" : nil
        let words = (argument["allValues"]?.arrayValue ?? []).compactMap(\.stringValue)
        return Option(names, value, words: words)
    }
}
