import ArgumentParser
import InfluenceControl

struct ImportsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "imports",
        abstract: "List the imports that brought something, newest first.",
        discussion: """
            Each with who made it and what he said about it. 'influencectl import --undo' takes the number.

            Examples:
              influencectl imports
              influencectl imports --limit 3 --as-of 2026-01-31
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var list: ListLimit

    @Option(help: .asOf)
    var asOf: String?

    func run() throws {
        typealias Method = IndexInterface.ListImports
        let session = global.session
        let conversation = try session.connect()
        var imports: [JSONValue] = []
        var first: Answer<Method.Output>?
        var last: Int64?
        // The daemon may hand out fewer at a time than we ask for.
        while imports.count < list.limit {
            let answer = try conversation.call(
                Method.self,
                .init(limit: Int64(min(list.limit - imports.count, 10_000)), before: last, asOf: asOf)
            )
            first = first ?? answer
            guard let oldest = answer.reply.imports.last else { break }
            last = oldest.vintage
            imports += answer.elements(.imports)
        }
        // As of when the first was answered: so were all.
        let all = JSONValue.array(Array(imports.prefix(list.limit)))
        let merged = try session.answer(
            to: Method.self,
            first?.replacing(.imports, by: all) ?? [Method.Output.Field.imports.rawValue: all]
        )
        try global.print(ImportsReport(answer: merged, asOf: asOf))
    }
}
