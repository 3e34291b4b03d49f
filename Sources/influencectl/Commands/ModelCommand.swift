import ArgumentParser

struct ModelCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "model",
        abstract: "Show the model in force: what is measured and how."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Flag(help: "Print the files that the model was read from.")
    var files = false

    func run() throws {
        let document = try global.session.call(.index("GetModel"))
        try global.print(ModelReport(document: document, showsFiles: files))
    }
}
