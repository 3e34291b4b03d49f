import ArgumentParser
import InfluenceControl

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
        let answer = try global.session.call(IndexInterface.GetModel.self, .init())
        try global.print(ModelReport(answer: answer, showsFiles: files))
    }
}
