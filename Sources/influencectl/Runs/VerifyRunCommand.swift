import ArgumentParser
import InfluenceControl
import InfluenceText

struct VerifyRunCommand: ReportingCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Compute a past run once more and compare it bit for bit.",
        discussion: """
            The daemon reads the stored text of the run's model and the observations as known at the run, recomputes \
            every score of every period, and compares each with what it answers for that run.

            Exit status: 0 all equal; 1 something differs, or the run cannot be compared.

            Examples:
              influencectl runs verify last
              influencectl runs verify 12 --format json
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: ArgumentHelp("The number of a run, or 'last'.", valueName: "run"))
    var number: String

    func validate() throws {
        if number != "last", (Int64(number) ?? 0) < 1 {
            throw ValidationError(
                "'\(number)' is not the number of a run; write one that 'influencectl runs' shows, or 'last'."
            )
        }
    }

    func report() throws -> any Report {
        let answer = try global.patientSession.call(
            IndexInterface.VerifyRun.self,
            .init(run: number == "last" ? nil : Int64(number))
        )
        return VerificationReport(answer: answer)
    }
}

/// Whether a past run, computed once more, is what the store says of it.
struct VerificationReport: ReplyReport {
    let answer: Answer<IndexInterface.VerifyRun.Output>

    var status: ExitStatus { reply.matches ? .done : .refused }

    private var differences: [IndexInterface.Difference] { reply.differences }

    func table(_ page: Page) -> String {
        let run = reply.run
        return heading(
            "Run \(run.run.shown)",
            [run.reason.shown, run.computedAt.shown, "through \(run.period.shown)"],
            page
        ) + verdict(page) + (differences.isEmpty ? "" : "\n" + list(page))
    }

    private func verdict(_ page: Page) -> String {
        let isComparable = reply.comparable
        var text =
            if reply.matches {
                page.toned("reproduced, bit for bit", .good)
            } else if isComparable {
                page.toned("NOT reproduced", .bad)
            } else {
                page.toned("not computed once more", .doubtful)
            }
        text += "\n"
        if let reason = reply.reason {
            text += paragraph(reason, indent: 2, width: page.proseWidth)
        }
        if isComparable {
            text += "compared  \(reply.compared) scores and intervals, "
            text +=
                reply.differing == 0
                ? "none differs\n" : "\(reply.differing) differ, in \(reply.differingSeries) series\n"
        }
        if let input = reply.input {
            text += "input     \(abbreviated(input)), "
            text += reply.inputMatches ? "the run's\n" : "the run's is \(abbreviated(reply.run.input))\n"
        }
        text += "model     \(abbreviated(reply.run.model))\n"
        return text
            + "computed by influenced \(reply.run.software.map(printable) ?? "before 0.2.0")\n"
    }

    private func list(_ page: Page) -> String {
        var table = Table([
            .left("country"), .left("power"), .left("node"), .right("periods"), .left("first"), .left("figure"),
            .right("stored"), .right("recomputed"), .left("stored bits"), .left("recomputed bits"),
        ])
        for difference in differences {
            let fields: [IndexInterface.Difference.Field] = [
                .country, .power, .node, .periods, .period, .figure, .stored, .recomputed, .storedBits, .recomputedBits,
            ]
            table.add(fields.map { difference[$0].cell })
        }
        let shown = Int64(differences.count)
        guard reply.differingSeries > shown else { return table.render(page) }
        return table.render(page) + "and \(reply.differingSeries - shown) more series\n"
    }
}
