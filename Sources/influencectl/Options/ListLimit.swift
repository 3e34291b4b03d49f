import ArgumentParser

/// How much of a list is wanted.
struct ListLimit: ParsableArguments {
    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    func validate() throws {
        if limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    }
}
