internal import InfluenceModel

/// A position for each power: the model's first, then all partners together, then none, then the others as they come.
struct PowerColumns: Sendable {
    private var columns: [PowerID?: Int]
    let world: Int
    let none: Int

    init(_ model: Model) {
        columns = Dictionary(zip(model.powers.map { PowerID?.some($0.id) }, 0...)) { first, _ in first }
        let next = model.powers.count
        world = columns[.world] ?? next
        none = next + 1
        columns[.world] = world
        columns[nil] = none
        count = next + 2
    }

    private(set) var count: Int
    /// The positions of partners that are no powers of the model and stand for several others together.
    private(set) var aggregates: Set<Int> = []

    mutating func column(of power: PowerID?) -> Int {
        if let column = columns[power] { return column }
        columns[power] = count
        if let power, AreaCodes.isAggregate(power.text) { aggregates.insert(count) }
        count += 1
        return count - 1
    }
}
