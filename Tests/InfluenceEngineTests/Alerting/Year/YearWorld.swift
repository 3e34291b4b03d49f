import InfluenceModel
import InfluenceTestKit

/// Figures that come, are revised, stay away and change their reporter; and what the model makes of them, by the sentences of
/// docs/reference/model-files.md alone.
struct YearWorld {
    /// Ages in days that no two months can be taken for each other by.
    static let model = """
        model: year
        title: Year
        definition: What a test measures.
        scale: {low: 0, high: 100}
        grid: {frequency: month, from: 2023-06}
        powers:
          - {id: RUS, name: Russia}
          - {id: CHN, name: China}
          - {id: EUU, name: European Union}
        countries:
          - {id: KAZ, name: Kazakhstan}
          - {id: UZB, name: Uzbekistan}
        defaults: {cadence: P1M, max_age: P70D, weight: 1, normalise: {goalposts: [0, 100]}}
        nodes:
          - {id: index, title: Index, aggregate: arithmetic}
        indicators:
          - {id: trade, title: Trade, parent: index, reporters: [A, B], lag: P35D}
          - {id: loans, title: Loans, parent: index}

        """

    static let countries: [CountryID] = ["KAZ", "UZB"]
    static let powers: [PowerID] = ["RUS", "CHN", "EUU"]
    static let leaves: [NodeID] = ["trade", "loans"]

    /// What one reporter says of one indicator and dyad.
    private struct Source: Hashable {
        let leaf: NodeID
        let power: PowerID
        let country: CountryID
        let reporter: String
    }

    private struct Row {
        var value: Double
        let isBreak: Bool
    }

    /// By month, counted from the year 0.
    private var rows: [Source: [Int: Row]] = [:]
    /// Who reports trade of a dyad at present.
    private var reporters: [Source: String] = [:]
    /// Until when nothing comes.
    private var pauses: [Source: Int] = [:]
    private var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed)
    }

    /// Of a day such as 2024-03-01.
    static func month(of day: Day) -> Int {
        let parts = day.description.split(separator: "-").compactMap { Int($0) }
        return parts[0] * 12 + parts[1] - 1
    }

    /// The number of the last day.
    static func end(_ month: Int) -> Int {
        Day(clamping: 0).adding(months: month - 1970 * 12 + 1).number - 1
    }

    private static func text(_ month: Int) -> String {
        "\(month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
    }

    // MARK: What comes

    private static let header = "indicator,power,country,period,value,status,reporter\n"

    /// What was known when the year began: four months.
    mutating func beginning(before month: Int) -> String {
        var lines: [String] = []
        for country in Self.countries {
            for power in Self.powers {
                for leaf in Self.leaves {
                    for earlier in (month - 4)..<month { lines.append(add(leaf, power, country, earlier)) }
                }
            }
        }
        return Self.header + lines.joined()
    }

    /// What an import brings in an hour of a month.
    mutating func news(hour: Int, in month: Int) -> String {
        var lines: [String] = []
        for country in Self.countries {
            for power in Self.powers {
                for leaf in Self.leaves {
                    let series = Source(leaf: leaf, power: power, country: country, reporter: "")
                    if random.chance(0.02) { pauses[series] = hour + 24 * Int.random(in: 60...150, using: &random) }
                    if pauses[series] ?? 0 > hour || !random.chance(0.4) { continue }
                    lines.append(add(leaf, power, country, month - 1))
                }
            }
        }
        return lines.isEmpty ? "" : Self.header + lines.joined()
    }

    /// A new value of a month, or another one in place of the one that was there.
    private mutating func add(_ leaf: NodeID, _ power: PowerID, _ country: CountryID, _ month: Int) -> String {
        let series = Source(leaf: leaf, power: power, country: country, reporter: "")
        var reporter = leaf == "trade" ? reporters[series] ?? "B" : "S"
        if leaf == "trade", random.chance(0.08) {
            reporter = reporter == "A" ? "B" : "A"
            reporters[series] = reporter
        }
        let source = Source(leaf: leaf, power: power, country: country, reporter: reporter)
        let known = rows[source]?[month]
        let last = known?.value ?? rows[source]?.max { $0.key < $1.key }?.value.value ?? 50
        let step = known == nil ? 16.0 : 9.0
        let moved = 50 + (last - 50) * 0.85 + Double.random(in: -step...step, using: &random)
        let value = (min(max(moved, 21), 89) * 10_000).rounded() / 10_000
        let isBreak = known?.isBreak ?? (leaf == "loans" && random.chance(0.06))
        rows[source, default: [:]][month] = Row(value: value, isBreak: isBreak)
        return "\(leaf),\(power),\(country),\(Self.text(month)),\(value),\(isBreak ? "B" : "A"),\(reporter)\n"
    }

    // MARK: What the model makes of it

    /// A value with where it comes from.
    struct Value: Hashable {
        let value: Double
        let reporter: String
        let month: Int
        /// The newest month up to its own at which the reporter says that its series breaks.
        let marked: Int?

        /// Whether it can be compared with an earlier one.
        func isBroken(since old: Value) -> Bool {
            if reporter != old.reporter { return true }
            if let marked, old.marked.map({ marked > $0 }) ?? true { return true }
            return old.marked.map { $0 > month } ?? false
        }
    }

    struct Figure: Hashable {
        let value: Double
        /// 0...1
        let coverage: Double
        /// By leaf; those that are known.
        let parts: [NodeID: Value]

        func exchanged(since old: Figure, _ node: NodeID) -> Double {
            let others = Set(parts.keys).symmetricDifference(old.parts.keys)
            return node == "index" ? Double(others.count) / Double(YearWorld.leaves.count) : 0
        }

        /// The points of the change since an earlier one that came about at breaks; `nil` where nothing broke. Of a sum of
        /// weighted parts each adds its change by the mean of its weights (Bennet's midpoint).
        func broken(since old: Figure) -> Double? {
            let found = parts.filter { leaf, value in old.parts[leaf].map { value.isBroken(since: $0) } ?? false }
            if found.isEmpty { return nil }
            let weight = (1 / Double(parts.count) + 1 / Double(old.parts.count)) / 2
            return found.reduce(0) { $0 + weight * ($1.value.value - (old.parts[$1.key]?.value ?? 0)) }
        }
    }

    private func value(_ leaf: NodeID, _ power: PowerID, _ country: CountryID, at month: Int) -> Value? {
        let usable = (leaf == "trade" ? ["A", "B"] : ["S"]).compactMap { reporter -> Value? in
            let known = rows[Source(leaf: leaf, power: power, country: country, reporter: reporter)] ?? [:]
            guard let newest = known.keys.filter({ $0 <= month }).max(), let row = known[newest],
                Self.end(month) - Self.end(newest) <= 70
            else { return nil }
            let marked = known.filter { $0.key <= newest && $0.value.isBreak }.keys.max()
            return Value(value: row.value, reporter: reporter, month: newest, marked: marked)
        }
        guard let newest = usable.map(\.month).max() else { return nil }
        return usable.first { Self.end(newest) - Self.end($0.month) <= 35 }
    }

    func figure(_ node: NodeID, _ power: PowerID, _ country: CountryID, at month: Int) -> Figure? {
        let beneath = node == "index" ? Self.leaves : [node]
        var parts: [NodeID: Value] = [:]
        for leaf in beneath { parts[leaf] = value(leaf, power, country, at: month) }
        if parts.isEmpty { return nil }
        let sum = beneath.compactMap { parts[$0]?.value }.reduce(0, +)
        return Figure(
            value: sum / Double(parts.count),
            coverage: Double(parts.count) / Double(beneath.count),
            parts: parts
        )
    }

    /// The newest month of which anything is known beneath a node, of any of some powers.
    func newest(_ node: NodeID, _ powers: [PowerID], _ country: CountryID, at month: Int) -> Int? {
        let beneath = node == "index" ? Self.leaves : [node]
        return rows.filter {
            beneath.contains($0.key.leaf) && powers.contains($0.key.power) && $0.key.country == country
        }.flatMap(\.value.keys).filter { $0 <= month }.max()
    }
}
