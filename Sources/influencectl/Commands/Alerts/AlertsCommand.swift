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
        var parameters = filter.parameters
        parameters["state"] = .string(orNull: state?.rawValue)
        parameters["all"] = .bool(all || state == .inactive)
        let conversation = try global.session.connect()
        var document = try conversation.call(.index("ListAlerts"), parameters)
        var alerts = document["alerts"].elements
        var next = document["next"]
        // Page by page: the daemon hands out so many at a time.
        while !next.isNull {
            parameters["after"] = next
            let page = try conversation.call(.index("ListAlerts"), parameters)
            alerts += page["alerts"].elements
            next = page["next"]
        }
        if var members = document.objectValue {
            members["alerts"] = .array(alerts)
            if members["next"] != nil { members["next"] = .null }
            document = .object(members)
        }
        try global.print(AlertsReport(document: document, now: .present))
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
        let document = try global.session.call(.index("GetAlert"), ["alert": .string(alert.lowercased())])
        try global.print(IncidentReport(document: document, now: .present))
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

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    func validate() throws {
        if limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    }

    func run() throws {
        let conversation = try global.session.connect()
        var events: [JSONValue] = []
        // The daemon may hand out fewer at a time than we ask for.
        while events.count < limit {
            var parameters = filter.parameters
            parameters["limit"] = .integer(Int64(limit - events.count))
            parameters["before"] = events.last?["id"] ?? .null
            let more = try conversation.call(.index("ListAlertEvents"), parameters)["events"].elements
            guard !more.isEmpty else { break }
            events += more
        }
        try global.print(AlertEventsReport(document: ["events": .array(Array(events.prefix(limit)))]))
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

    @Option(help: ArgumentHelp("How many at most.", valueName: "count"))
    var limit: Int = 20

    func validate() throws {
        if limit < 1 { throw ValidationError("'--limit' takes a number from 1.") }
    }

    func run() throws {
        let document = try global.session.call(
            .index("ListDeliveries"),
            [
                "state": .string(orNull: state?.rawValue), "hook": .string(orNull: hook),
                "limit": .integer(Int64(limit)),
            ]
        )
        try global.print(DeliveriesReport(document: document, now: .present))
    }
}
