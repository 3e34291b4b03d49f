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

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    @Option(help: .asOf)
    var asOf: String?

    func validate() throws {
        if limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    }

    func run() throws {
        let conversation = try global.session.connect()
        var imports: [JSONValue] = []
        var first: JSONObject?
        // The daemon may hand out fewer at a time than we ask for.
        while imports.count < limit {
            let reply = try conversation.call(
                .index("ListImports"),
                [
                    "limit": .integer(Int64(min(limit - imports.count, 10_000))),
                    "before": imports.last?["vintage"] ?? .null, "as_of": .string(orNull: asOf),
                ]
            )
            first = first ?? reply.objectValue
            let more = reply["imports"].elements
            guard !more.isEmpty else { break }
            imports += more
        }
        // As of when the first was answered: so were all.
        var document = first ?? [:]
        document["imports"] = .array(Array(imports.prefix(limit)))
        try global.print(ImportsReport(document: .object(document), asOf: asOf))
    }
}
