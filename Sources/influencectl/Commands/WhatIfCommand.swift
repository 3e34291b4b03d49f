import ArgumentParser
import InfluenceControl

struct WhatIfCommand: QuestionCommand {
    static let configuration = CommandConfiguration(
        commandName: "whatif",
        abstract: "Show what the scores would be with other weights or values.",
        discussion: """
            Recomputed from the observations as known, never stored; every figure is marked as hypothetical. Siblings of \
            a node whose weight changes keep theirs, and all are scaled to a sum of 1. A value is the raw one that \
            'explain' shows, before normalisation; of an ordinal indicator the level. It is assumed in the periods asked \
            about, and changes that indicator alone, also where others read the same observations.

            Examples:
              influencectl whatif KAZ --weight economic=0.5 --weight security=0.3
              influencectl whatif KAZ CHN --value trade_share:CHN=30 --period 2023
              influencectl whatif UZB --drop energy_route_share --from 2020 --to 2023 --format csv
            """
    )

    @OptionGroup(title: "Global options")
    var global: GlobalOptions

    @Argument(help: .country, completion: .countries, transform: upperCased)
    var country: String

    @Argument(
        help: ArgumentHelp("External power, as in CHN (default: all of them).", valueName: "power"),
        completion: .powers,
        transform: upperCased
    )
    var power: String?

    @Option(
        help: ArgumentHelp("A weight in place of the model's; may be repeated.", valueName: "node=weight"),
        completion: .nodes
    )
    var weight: [WeightAssumption] = []

    @Option(
        help: ArgumentHelp(
            "A raw value in place of the one observed; may be repeated. Without a country the one asked about; without a "
                + "power for an indicator about countries alone.",
            valueName: "indicator:power[:country]=value"
        )
    )
    var value: [ValueAssumption] = []

    @Option(help: ArgumentHelp("A node to leave out; may be repeated.", valueName: "node"), completion: .nodes)
    var drop: [String] = []

    @Option(
        help: ArgumentHelp(
            "Node of the model (default: the root for several powers or periods, else all).",
            valueName: "node"
        ),
        completion: .nodes
    )
    var node: String?

    @Option(help: .period)
    var period: String?

    @Option(help: .from)
    var from: String?

    @Option(help: .to)
    var to: String?

    @OptionGroup
    var known: KnowledgeOptions

    private var isRange: Bool { from != nil || to != nil }

    func validate() throws {
        if weight.isEmpty, value.isEmpty, drop.isEmpty {
            throw ValidationError("Say what is to be assumed: '--weight', '--value' or '--drop'.")
        }
        if period != nil, isRange { throw ValidationError("Either '--period' or '--from' and '--to'.") }
    }

    func run() throws {
        let conversation = try global.patientSession.connect()
        let showsAllNodes = node == nil && power != nil && !isRange
        let shown = try node ?? (showsAllNodes ? nil : global.session.rootNode(known))
        let input = IndexInterface.WhatIf.Input(
            country: country,
            power: power,
            node: shown,
            period: period,
            from: from,
            to: to,
            weights: weight.map { .init(node: $0.node, weight: $0.weight) },
            drop: drop,
            values: value.map(\.change)
        )
        let answer = try conversation.call(IndexInterface.WhatIf.self, known.added(to: input))
        // The tree serves for indenting only.
        let wantsTree = showsAllNodes && global.format == .table
        let model = wantsTree ? try? conversation.call(IndexInterface.GetModel.self, .init()) : nil
        try global.print(WhatIfReport(answer: answer, power: power, tree: NodeTree(model?.reply.nodes ?? [])))
    }
}

/// `economic=0.5`
struct WeightAssumption: ExpressibleByArgument, Equatable {
    let node: String
    let weight: Double

    init?(argument: String) {
        guard let (node, weight) = split(argument) else { return nil }
        self.node = node
        self.weight = weight
    }
}

/// `trade_share:CHN=30`, `trade_share:CHN:UZB=30`, `gdp_growth=4`, `gdp_growth::UZB=4`
struct ValueAssumption: ExpressibleByArgument, Equatable {
    let indicator: String
    let power: String?
    let country: String?
    let value: Double

    init?(argument: String) {
        guard let (name, value) = split(argument) else { return nil }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts[0].isEmpty, parts.last?.isEmpty == false else { return nil }
        indicator = parts[0]
        power = parts.count > 1 && !parts[1].isEmpty ? upperCased(parts[1]) : nil
        country = parts.count > 2 ? upperCased(parts[2]) : nil
        self.value = value
    }

    var change: IndexInterface.ValueChange {
        .init(indicator: indicator, power: power, country: country, value: value)
    }
}

/// What stands before the equals sign, and the finite number behind it.
private func split(_ argument: String) -> (String, Double)? {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = Double(String(parts[1])), value.isFinite else { return nil }
    return (String(parts[0]), value)
}
