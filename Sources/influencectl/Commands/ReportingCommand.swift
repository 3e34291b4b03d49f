import ArgumentParser

/// A command that asks, and prints what it was told.
protocol ReportingCommand: ParsableCommand {
    var global: GlobalOptions { get }

    /// What is printed.
    func report() throws -> any Report
}

extension ReportingCommand {
    func run() throws {
        let report = try report()
        try global.print(report)
        if report.status != .done { throw Failure.reported(report.status) }
    }
}
