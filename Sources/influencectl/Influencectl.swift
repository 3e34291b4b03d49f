import ArgumentParser
import Glibc
import InfluenceCommandLine
import InfluenceModel

/// The command-line client of `influenced`. It prints what the daemon computed: it formats, the daemon decides.
///
/// Exit status: 0 done; 1 refused; 2 wrong usage; 3 no daemon there. Of `status --check` also 3 for wrong usage.
@main
struct Influencectl: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "influencectl",
        abstract: "Ask and command influenced, the index of external influence capacity.",
        discussion: """
            Examples:
              influencectl status
              influencectl scores --country KAZ
              influencectl history KAZ CHN --node trade_share --from 2015
              influencectl explain KAZ CHN --period 2023

            Exit status: 0 done; 1 the daemon refused; 2 wrong usage; 3 no daemon there. 'status --check' has its own.
            Colours show on a terminal only, and never with NO_COLOR set.
            """,
        version: Version.text,
        subcommands: [],
        groupedSubcommands: CommandTable.all.groups
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    static func main() {
        StandardDescriptors.hold()
        FileSizeLimit.failsWriting()
        Glibc.exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
    }

    /// Runs the command and says what went wrong.
    static func run(_ arguments: [String]) -> ExitStatus {
        if let problem = helpProblem(arguments) {
            Output.complain("influencectl: \(problem)")
            return wrongUsageStatus(arguments)
        }
        do {
            if let check = plainStatus(arguments) {
                try StatusCommand.answer(check: check, session: .usual(socket: nil, timeout: nil), format: .table)
            } else {
                var command = try parseAsRoot(arguments)
                try command.run()
            }
            return .done
        } catch let failure as Failure {
            return report(failure)
        } catch {
            return answer(error, to: arguments)
        }
    }

    /// Whether the line is `status` (`false`) or `status --check` (`true`) and nothing else. Monitoring asks that every
    /// few seconds, and the argument parser takes as long as the rest of the process to say what two words mean.
    private static func plainStatus(_ arguments: [String]) -> Bool? {
        switch arguments {
        case ["status"]: false
        case ["status", "--check"]: true
        default: nil
        }
    }

    /// Monitoring reads 2 as critical: of `status --check` a wrong command line is the state of which nothing is known.
    /// Source: Monitoring Plugins development guidelines, "Plugin Return Codes".
    private static func wrongUsageStatus(_ arguments: [String]) -> ExitStatus {
        arguments.contains("status") && arguments.contains("--check") ? .unreachable : .usage
    }

    private static func report(_ failure: Failure) -> ExitStatus {
        let text = failure.description
        if !text.isEmpty { Output.complain("influencectl: \(text)") }
        return failure.status
    }

    /// The argument parser's own: requests for help, for the version or completions, and wrong usage.
    private static func answer(_ error: any Error, to arguments: [String]) -> ExitStatus {
        guard exitCode(for: error).isSuccess else {
            Output.complain(wrongUsage(error, arguments))
            return wrongUsageStatus(arguments)
        }
        do {
            try Output.write(fullMessage(for: error) + "\n")
            return .done
        } catch {
            return report(error)
        }
    }
}
