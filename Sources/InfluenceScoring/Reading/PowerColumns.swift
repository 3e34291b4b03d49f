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
        for (column, power) in model.powers.enumerated() {
            if let union = power.within.flatMap({ columns[$0] }) {
                kinships.memberships.append((column, union, Day.latest))
            } else {
                addMembership(of: power.id, at: column)
            }
        }
    }

    private(set) var count: Int
    private(set) var kinships = Kinships()

    /// Which partners stand for others that may be listed too.
    struct Kinships: Sendable {
        /// Those that are no powers of the model and stand for several others together.
        var aggregates: Set<Int> = []
        /// Of a partner that is no power of the model and has another code: the one with the usual code.
        var doubles: [Int: Int] = [:]
        /// The members, powers of the model or not, of unions that are powers of it.
        var memberships: [(member: Int, union: Int, lastDay: Day)] = []
    }

    /// Where a power stands that has come already.
    func known(_ power: PowerID) -> Int? { columns[power] }

    mutating func column(of power: PowerID?) -> Int {
        if let column = columns[power] { return column }
        let column = count
        columns[power] = column
        count += 1
        guard let power else { return column }
        if AreaCodes.isAggregate(power.text) {
            kinships.aggregates.insert(column)
        } else if let usual = AreaCodes.meant(by: power.text), usual != power.text {
            let other = self.column(of: PowerID(usual))
            kinships.doubles[column] = other
        } else {
            addMembership(of: power, at: column)
        }
        return column
    }

    private mutating func addMembership(of power: PowerID, at column: Int) {
        guard let union = AreaUnions.members[power].flatMap({ columns[$0] }) else { return }
        kinships.memberships.append((column, union, AreaUnions.lastDays[power] ?? Day.latest))
    }
}
