import ArgumentParser

/// The commands of the client, a row each. A command is one file, which holds what it prints too; nothing else names it.
struct CommandTable {
    /// Under which heading the help lists a command.
    enum Heading: String, CaseIterable {
        case questions = "Questions"
        case data = "Data and model"
        case alerts = "Alerts"
        case operation = "Operation"
    }

    struct Row {
        private enum Place {
            case heading(Heading)
            case beneath(any ParsableCommand.Type)
        }

        let command: any ParsableCommand.Type
        private let place: Place

        init(_ heading: Heading, _ command: any ParsableCommand.Type) {
            self.command = command
            place = .heading(heading)
        }

        /// - Parameter parent: of a row of its own, whose configuration asks for what is ``CommandTable/beneath(_:)`` it.
        init(beneath parent: any ParsableCommand.Type, _ command: any ParsableCommand.Type) {
            self.command = command
            place = .beneath(parent)
        }

        fileprivate func isUnder(_ heading: Heading) -> Bool {
            if case .heading(heading) = place { true } else { false }
        }

        fileprivate func isBeneath(_ parent: any ParsableCommand.Type) -> Bool {
            if case .beneath(let own) = place { own == parent } else { false }
        }
    }

    /// In the order of the help.
    let rows: [Row]

    static var all: CommandTable {
        CommandTable(rows: [
            Row(.questions, StatusCommand.self),
            Row(.questions, ScoresCommand.self),
            Row(.questions, HistoryCommand.self),
            Row(.questions, RankingCommand.self),
            Row(.questions, ExplainCommand.self),
            Row(.questions, MeasuresCommand.self),
            Row(.questions, CompareCommand.self),
            Row(.questions, WhatIfCommand.self),
            Row(.questions, UncertaintyCommand.self),
            Row(.questions, CoverageCommand.self),
            Row(.questions, WatchCommand.self),

            Row(.data, SeriesCommand.self),
            Row(.data, ObservationsCommand.self),
            Row(.data, ImportsCommand.self),
            Row(.data, RunsCommand.self),
            Row(beneath: RunsCommand.self, ListRunsCommand.self),
            Row(beneath: RunsCommand.self, VerifyRunCommand.self),
            Row(.data, ModelCommand.self),

            Row(.alerts, AlertsCommand.self),
            Row(beneath: AlertsCommand.self, ListAlertsCommand.self),
            Row(beneath: AlertsCommand.self, ShowAlertCommand.self),
            Row(beneath: AlertsCommand.self, AlertEventsCommand.self),
            Row(beneath: AlertsCommand.self, DeliveriesCommand.self),
            Row(.alerts, RulesCommand.self),
            Row(.alerts, SilenceCommand.self),
            Row(.alerts, SilencesCommand.self),
            Row(beneath: SilencesCommand.self, ListSilencesCommand.self),
            Row(beneath: SilencesCommand.self, ExtendSilencesCommand.self),
            Row(beneath: SilencesCommand.self, ExpireSilencesCommand.self),
            Row(.alerts, UnsilenceCommand.self),
            Row(.alerts, AcknowledgeCommand.self),
            Row(.alerts, HookCommand.self),
            Row(beneath: HookCommand.self, HookTestCommand.self),
            Row(beneath: HookCommand.self, HookRetryCommand.self),
            Row(beneath: HookCommand.self, HookDismissCommand.self),
            Row(.alerts, BacktestCommand.self),

            Row(.operation, ImportCommand.self),
            Row(.operation, RecomputeCommand.self),
            Row(.operation, ReloadCommand.self),
            Row(.operation, BackupCommand.self),
            Row(.operation, ClockCommand.self),
            Row(beneath: ClockCommand.self, RepairClockCommand.self),
        ])
    }

    /// Those that have no other above them, by their headings.
    var groups: [CommandGroup] {
        Heading.allCases.map { heading in
            CommandGroup(
                name: heading.rawValue,
                subcommands: rows.filter { $0.isUnder(heading) }.map(\.command)
            )
        }
    }

    /// Those of one that has others beneath it.
    func beneath(_ parent: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        rows.filter { $0.isBeneath(parent) }.map(\.command)
    }
}
