internal import InfluenceModel

/// A table over a window: time cut wherever a row of a power or of the total begins or ends.
struct TableStrip {
    /// Whether what the powers have are per cent of one whole, as they stand.
    let isOfShares: Bool
    private let window: Window
    private let span: WindowSpan
    private let nature: Chain.Nature
    private let isRegister: Bool
    private let tables: TableSet
    private let minTotal: Double
    private let whole: Transform.Whole?
    /// Between two of them nothing changes.
    private let cuts: [Double]
    /// By power, then by interval.
    private let powers: [[Part]]
    /// By interval, of all partners together.
    private let total: [Part]

    /// What is known of an interval.
    private enum Part {
        /// No row covers it.
        case absent
        /// A row without a value does.
        case unknown
        case value(Double, length: Double, row: Int)
    }

    init(
        _ reader: IndicatorReader,
        _ tables: TableSet,
        _ window: Window,
        _ book: [TablePeriod],
        at place: Int,
        _ reporter: Int,
        endingOn last: Day,
        through date: Day
    ) {
        let sheet = reader.sheets.sheets[place]
        let span = WindowSpan(window, endingOn: last)
        let chain = reader.chain
        self.window = window
        self.span = span
        isRegister = reader.indicator.gaps == .zero
        self.tables = tables
        minTotal = reader.indicator.minTotal
        // A share after the window is one of two windows; one before it is of each period.
        let isOfWindows = chain.after.contains(where: \.isShare)
        whole = isOfWindows ? reader.indicator.share : nil
        let isOfPeriods = chain.before.first?.isShare == true
        isOfShares = isOfWindows || (isOfPeriods ? chain.before.count == 1 : chain.before.isEmpty)
        nature = isOfPeriods ? .level : chain.nature(isFlow: reader.sheets.isFlow)

        var selection = Selection()
        func covering(_ power: Int) -> [(piece: Covering.Piece, part: Part)] {
            let rows = sheet.rows(of: power, by: reporter, through: date)
            return Covering(rows.compactMap { Covering.Candidate($0, sheet.rows[$0].period, in: span) }).pieces.map { piece in
                let row = sheet.rows[piece.row]
                guard row.state == .value else { return (piece, .unknown) }
                guard !chain.before.isEmpty else {
                    return (piece, .value(row.value, length: piece.length, row: piece.row))
                }
                let own = IndicatorReader.Place(sheet: place, power: power)
                guard let value = try? reader.value(of: piece.row, at: own, in: sheet, by: chain.before, into: &selection)
                else { return (piece, .unknown) }
                return (piece, .value(value, length: piece.length, row: piece.row))
            }
        }
        func shares(_ power: Int) -> [(piece: Covering.Piece, part: Part)] {
            let candidates = book.indices.filter { book[$0].period.end <= date && book[$0].rows[power] != nil }
            return Covering(candidates.compactMap { Covering.Candidate($0, book[$0].period, in: span) }).pieces.map { piece in
                let period = book[piece.row]
                let value = try? chain.before.dropFirst().apply(to: period.shares[power], Operands())
                guard let value, let row = period.rows[power] else { return (piece, .unknown) }
                return (piece, .value(value, length: piece.length, row: row))
            }
        }
        let laid = tables.powers.indices.map { isOfPeriods ? shares($0) : covering(tables.powers[$0]) }
        let totals = whole == .partners ? covering(reader.sheets.columns.world) : []
        let cuts = Set([span.first, 0] + (laid.joined() + totals).flatMap { [$0.piece.from, $0.piece.to] }).sorted()
        self.cuts = cuts
        powers = laid.map { Self.parts($0, cuts) }
        total = Self.parts(totals, cuts)
    }

    private static func parts(_ pieces: [(piece: Covering.Piece, part: Part)], _ cuts: [Double]) -> [Part] {
        var parts = [Part](repeating: .absent, count: max(0, cuts.count - 1))
        var next = 0
        for (piece, part) in pieces {
            while next < parts.count, cuts[next] < piece.from { next += 1 }
            while next < parts.count, cuts[next] < piece.to {
                parts[next] = part
                next += 1
            }
        }
        return parts
    }

    /// The intervals that each of some powers is known for.
    func common(to powers: [Int]) -> [Bool] {
        cuts.indices.dropLast().map { interval in powers.allSatisfy { isKnown($0, interval) } }
    }

    private func isKnown(_ power: Int, _ interval: Int) -> Bool {
        let parts = whole == .partners ? [powers[power][interval], total[interval]] : [powers[power][interval]]
        return parts.allSatisfy { part in
            switch part {
            case .value: true
            case .unknown: false
            case .absent: isRegister
            }
        }
    }

    /// One power's value over the window: its share in the total, or the windowed value of what it has itself.
    /// - Parameter intervals: Only these; `nil`: all that are known.
    func evaluate(_ power: Int, in intervals: [Bool]? = nil) throws(Absence) -> Windowed {
        var selection = Selection()
        return try evaluate(power, in: intervals, into: &selection)
    }

    func evaluate(
        _ power: Int,
        in intervals: [Bool]?,
        into selection: inout Selection
    ) throws(Absence) -> Windowed {
        var (own, all, known) = (0.0, 0.0, 0.0)
        var isListed = false
        for interval in cuts.indices.dropLast() where isKnown(power, interval) && intervals?[interval] ?? true {
            let weight = span.weight(from: cuts[interval], to: cuts[interval + 1])
            known += weight
            if case .value = powers[power][interval] { isListed = true }
            own += add(powers[power][interval], weight, to: &selection.values)
            switch whole {
            case .partners: all += add(total[interval], weight, to: &selection.totals)
            case .powers:
                for other in tables.powers.indices
                where tables.counts(other, hasValue: { hasValue($0, interval) }) {
                    all += add(powers[other][interval], weight, to: &selection.totals)
                }
            case nil: break
            }
        }
        guard isListed || isRegister else { throw .noObservation }
        let windowed = try Windowed(window, nature, total: own, known: known, of: span)
        selection.scaleValues(by: windowed.scale)
        selection.windowed = windowed.value
        guard whole != nil else { return windowed }
        let base = try Windowed(window, nature, total: all, known: known, of: span)
        selection.scaleTotals(by: base.scale)
        selection.divisor = base.value
        guard base.value > 0, base.value >= minTotal else {
            throw .totalTooSmall(total: base.value, minimum: minTotal)
        }
        return Windowed(value: own / all * 100, known: windowed.known, scale: 1)
    }

    private func hasValue(_ power: Int, _ interval: Int) -> Bool {
        if case .value = powers[power][interval] { true } else { false }
    }

    /// What an interval adds, told as a term of its row.
    private func add(_ part: Part, _ weight: Double, to terms: inout [Selection.Term]) -> Double {
        guard case .value(let value, let length, let row) = part else { return 0 }
        let factor = nature.factor(weight: weight, length: length)
        if let last = terms.last, last.row == row {
            terms[terms.count - 1] = .init(row: row, weight: last.weight + factor)
        } else {
            terms.append(.init(row: row, weight: factor))
        }
        return value * factor
    }
}

extension Selection {
    fileprivate mutating func scaleTotals(by scale: Double) {
        for index in totals.indices {
            totals[index] = Term(row: totals[index].row, weight: totals[index].weight * scale)
        }
    }
}
