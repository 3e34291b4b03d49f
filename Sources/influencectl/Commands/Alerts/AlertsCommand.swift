import ArgumentParser
import InfluenceControl
import InfluenceModel

struct AlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alerts",
        abstract: "List the alerts, what happened to them, or its deliveries to hooks.",
        discussion: """
            Examples:
              influencectl alerts
              influencectl alerts --country KAZ,UZB --power CHN
              influencectl alerts show 1f0c9a3e
              influencectl alerts events --limit 10
              influencectl alerts deliveries --state dead
            """,
        subcommands: [
            ListAlertsCommand.self, ShowAlertCommand.self, AlertEventsCommand.self, DeliveriesCommand.self,
        ],
        defaultSubcommand: ListAlertsCommand.self
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions
}

struct ListAlertsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the alerts that are not inactive, and the silences.",
        discussion: """
            In the order of the rules. The first column is what 'influencectl ack' takes. CSV has the alerts alone.

            Examples:
              influencectl alerts
              influencectl alerts --rule 'china-*' --state firing
              influencectl alerts --all --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var filter: AlertFilter

    @Option(help: ArgumentHelp("Only those in this state.", valueName: "state"))
    var state: AlertState?

    @Flag(help: "Show inactive alerts and ended silences too.")
    var all = false

    func run() throws {
        typealias Method = IndexInterface.ListAlerts
        var input = filter.added(to: Method.Input(state: state?.rawValue, all: all || state == .inactive))
        input.future = filter.wantsFuture
        let session = global.session
        let conversation = try session.connect()
        let first = try conversation.call(Method.self, input)
        var alerts = first.elements(.alerts)
        input.after = first.reply.next
        // Page by page: the daemon hands out so many at a time.
        while let after = input.after {
            let page = try conversation.call(Method.self, input)
            alerts += page.elements(.alerts)
            input.after = page.reply.next
            guard page.reply.next != after else {
                throw Failure.notUnderstood(socket: session.socket, reason: "\(Method.name): a page leads to itself")
            }
            try session.refuseEndless(Method.self, alerts.count)
        }
        var merged = first.replacing(.alerts, by: .array(alerts))
        if first.reply.next != nil { merged[Method.Output.Field.next.rawValue] = JSONValue.null }
        try global.print(AlertsReport(answer: session.answer(to: Method.self, merged), now: .present))
    }
}

struct ShowAlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show one incident: who knows what of it since when.",
        discussion: """
            Also of one that has ended. CSV has the hooks alone.

            Examples:
              influencectl alerts show 1f0c9a3e
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(
        help: ArgumentHelp("The first digits of the alert, as 'influencectl alerts' shows them.", valueName: "alert"),
        completion: .openAlerts
    )
    var alert: String

    func validate() throws { try validateAlertID(alert) }

    func run() throws {
        let answer = try global.session.call(IndexInterface.GetAlert.self, .init(alert: alert.lowercased()))
        try global.print(IncidentReport(answer: answer, now: .present))
    }
}

struct AlertEventsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "List what happened to alerts, newest first."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @OptionGroup
    var filter: AlertFilter

    @OptionGroup
    var list: ListLimit

    func run() throws {
        typealias Method = IndexInterface.ListAlertEvents
        let session = global.session
        let conversation = try session.connect()
        var events: [JSONValue] = []
        var input = filter.added(to: Method.Input())
        input.future = filter.wantsFuture
        // The daemon may hand out fewer at a time than we ask for.
        while events.count < list.limit {
            input.limit = Int64(list.limit - events.count)
            let answer = try conversation.call(Method.self, input)
            guard let oldest = answer.reply.events.last else { break }
            input.before = oldest.id
            events += answer.elements(.events)
        }
        let field = Method.Output.Field.events.rawValue
        let merged = try session.answer(to: Method.self, [field: .array(Array(events.prefix(list.limit)))])
        try global.print(AlertEventsReport(answer: merged))
    }
}

struct DeliveriesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "deliveries",
        abstract: "List what was handed to hooks, waits, or was given up, newest first.",
        discussion: "Those given up are dead; 'influencectl hook retry' lets them wait again."
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Option(help: ArgumentHelp("Only those in this state.", valueName: "state"))
    var state: AlertDelivery.State?

    @Option(help: .hook, completion: .hooks)
    var hook: String?

    @OptionGroup
    var list: ListLimit

    func run() throws {
        let answer = try global.session.call(
            IndexInterface.ListDeliveries.self,
            .init(state: state?.rawValue, hook: hook, limit: Int64(list.limit))
        )
        try global.print(DeliveriesReport(answer: answer, now: .present))
    }
}
