package import InfluenceModel

/// A normalisation that is no linear map of the values over its scope: the normalised values, which take the place of the
/// raw ones. An explanation reads the raw value from the observations again.
package struct Replacement: Sendable {
    /// In the order of ``Cells``. NaN: null.
    private(set) var values: [Double]
    /// One, or one a period where the scope is `period`.
    private(set) var parameters: [NormalisationParameters] = []

    /// The power whose value is to be the reference is not in the model.
    package struct UnknownReference: Error {
        let power: PowerID
    }

    /// - Parameter values: In the order of `cells`. NaN: none.
    init(_ normalisation: Normalisation, _ direction: Direction, of values: [Double], in cells: Cells)
        throws(UnknownReference)
    {
        self.values = values
        let method = normalisation.method.arithmetic
        for scope in Self.scopes(of: values, in: cells, isPanel: normalisation.scope != .period) {
            let compared = ComparedValues(cells: scope, raw: values, direction: direction, table: cells)
            let found = try method.replace(&self.values, in: compared)
            parameters.append(found)
        }
    }

    /// The cells with a value: of each period, or of all together.
    private static func scopes(of values: [Double], in cells: Cells, isPanel: Bool) -> [[Int]] {
        guard !isPanel else { return [values.indices.filter { !values[$0].isNaN }] }
        let periods = cells.periods.count
        return (0..<periods).map { period in
            stride(from: period, to: values.count, by: periods).filter { !values[$0].isNaN }
        }
    }
}

/// The values that a normalisation compares with each other: those of all dyads in one period, or in all.
package struct ComparedValues: Sendable {
    /// Where those that are there lie in ``raw``.
    package let cells: [Int]
    /// Of the whole table, dyad by dyad. NaN: none.
    package let raw: [Double]
    package let direction: Direction
    private let table: Cells

    init(cells: [Int], raw: [Double], direction: Direction, table: Cells) {
        self.cells = cells
        self.raw = raw
        self.direction = direction
        self.table = table
    }

    /// Leads from a cell to that of a power in the same country and period.
    /// - Returns: `nil` where it is no power of the model.
    package func places(ofPower power: PowerID) -> ((Int) -> Int)? {
        let (powers, periods) = (table.powerCount, table.periods.count)
        guard let place = table.dyads.prefix(powers).firstIndex(where: { $0.power == power }) else { return nil }
        return { cell in
            let (dyad, period) = cell.quotientAndRemainder(dividingBy: periods)
            return (dyad - dyad % powers + place) * periods + period
        }
    }

    /// Puts a score of its rank, 1 for the lowest of `count`, in the place of each value.
    /// - Parameter least: Of fewer there is none.
    package func rank(
        _ values: inout [Double],
        _ ties: Normalisation.Ties,
        least: Int = 1,
        _ score: (_ rank: Double, _ count: Double) -> Double
    ) -> NormalisationParameters {
        guard cells.count >= least else {
            for cell in cells { values[cell] = .nan }
            return .undefined
        }
        let count = Double(cells.count)
        Ranking.replace(&values, at: cells, direction, ties) { score($0, count) }
        return .ranks(count: cells.count)
    }
}
