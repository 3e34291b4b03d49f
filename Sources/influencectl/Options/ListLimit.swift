import ArgumentParser

/// How much of a list is wanted.
struct ListLimit: ParsableArguments {
    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    /// What the daemon gives at most in one answer.
    private static let most = 10_000

    func validate() throws {
        if !(1...Self.most).contains(limit) {
            throw ValidationError("'--limit' takes a number from 1 to \(Self.most), not \(limit).")
        }
    }
}
