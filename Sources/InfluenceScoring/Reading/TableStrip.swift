internal import InfluenceModel

/// A table over a window: the rows of the powers, and of the total, laid over it.
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
    /// By power.
    private let laid: [[Piece]]
    /// Of all partners together.
    private let total: [Piece]

    private struct Piece {
        let from: Double
        let to: Double
        let part: Part

        init(_ piece: Covering.Piece, _ part: Part) {
            from = piece.from
            to = piece.to
            self.part = part
        }
    }

    /// What is known of an interval.
    private enum Part {
        /// No row covers it.
        case absent
        /// A row without a value does.
        case unknown
        case value(Double, length: Double, row: Int)

        var hasValue: Bool { if case .value = self { true } else { false } }
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
        func covering(_ power: Int) -> [Piece] {
            let rows = sheet.rows(of: power, by: reporter, through: date)
            return Covering(rows.compactMap { Covering.Candidate($0, sheet.rows[$0].period, in: span) }).pieces.map {
                piece in
                let row = sheet.rows[piece.row]
                guard row.state == .value else { return Piece(piece, .unknown) }
                guard !chain.before.isEmpty else {
                    return Piece(piece, .value(row.value, length: piece.length, row: piece.row))
                }
                let own = IndicatorReader.Place(sheet: place, power: power)
                guard
                    let value = try? reader.value(of: piece.row, at: own, in: sheet, by: chain.before, into: &selection)
                else { return Piece(piece, .unknown) }
                return Piece(piece, .value(value, length: piece.length, row: piece.row))
            }
        }
        func shares(_ power: Int) -> [Piece] {
            let candidates = book.indices.filter { book[$0].period.end <= date && book[$0].rows[power] != nil }
            return Covering(candidates.compactMap { Covering.Candidate($0, book[$0].period, in: span) }).pieces.map {
                piece in
                let period = book[piece.row]
                let value = try? chain.before.dropFirst().apply(to: period.shares[power], Operands())
                guard let value, let row = period.rows[power] else { return Piece(piece, .unknown) }
                return Piece(piece, .value(value, length: piece.length, row: row))
            }
        }
        laid = tables.powers.indices.map { isOfPeriods ? shares($0) : covering(tables.powers[$0]) }
        total = whole == .partners ? covering(reader.sheets.columns.world) : []
    }

    /// Time cut wherever a row of some powers, or of the total, begins or ends. Those of other powers cut nothing: what is
    /// added up stays the same to the last bit.
    private struct Intervals {
        let cuts: [Double]
        /// By power; empty where it was not asked for.
        let powers: [[Part]]
        let total: [Part]
    }

    private func intervals(of powers: Set<Int>) -> Intervals {
        let pieces = powers.sorted().flatMap { laid[$0] } + total
        let cuts = Set([span.first, 0] + pieces.flatMap { [$0.from, $0.to] }).sorted()
        return Intervals(
            cuts: cuts,
            powers: laid.indices.map { powers.contains($0) ? Self.parts(laid[$0], cuts) : [] },
            total: Self.parts(total, cuts)
        )
    }

    private static func parts(_ pieces: [Piece], _ cuts: [Double]) -> [Part] {
        var parts = [Part](repeating: .absent, count: max(0, cuts.count - 1))
        var next = 0
        for piece in pieces {
            while next < parts.count, cuts[next] < piece.from { next += 1 }
            while next < parts.count, cuts[next] < piece.to {
                parts[next] = piece.part
                next += 1
            }
        }
        return parts
    }

    private func isKnown(_ power: Int, _ interval: Int, of intervals: Intervals) -> Bool {
        isKnown(intervals.powers[power][interval]) && (whole != .partners || isKnown(intervals.total[interval]))
    }

    private func isKnown(_ part: Part) -> Bool {
        switch part {
        case .value: true
        case .unknown: false
        case .absent: isRegister
        }
    }

    /// One power's value over the window: its share in the total, or the windowed value of what it has itself.
    /// - Parameter common: Only the time that all of these powers are known for.
    func evaluate(_ power: Int, common: [Int] = []) throws(Absence) -> Windowed {
        var selection = Selection()
        return try evaluate(power, common: common, into: &selection)
    }

    func evaluate(_ power: Int, common: [Int], into selection: inout Selection) throws(Absence) -> Windowed {
        let all = whole == .powers ? Array(laid.indices) : []
        let intervals = intervals(of: Set([power] + common + all))
        var (own, sum, known) = (0.0, 0.0, 0.0)
        var isListed = false
        for interval in intervals.cuts.indices.dropLast()
        where ([power] + common).allSatisfy({ isKnown($0, interval, of: intervals) }) {
            let weight = span.weight(from: intervals.cuts[interval], to: intervals.cuts[interval + 1])
            let part = intervals.powers[power][interval]
            known += weight
            isListed = isListed || part.hasValue
            own += add(part, weight, to: &selection.values)
            switch whole {
            case .partners: sum += add(intervals.total[interval], weight, to: &selection.totals)
            case .powers:
                for other in all
                where tables.counts(other, hasValue: { intervals.powers[$0][interval].hasValue }) {
                    sum += add(intervals.powers[other][interval], weight, to: &selection.totals)
                }
            case nil: break
            }
        }
        guard isListed || isRegister else { throw .noObservation }
        let windowed = try Windowed(window, nature, total: own, known: known, of: span)
        selection.scaleValues(by: windowed.scale)
        selection.windowed = windowed.value
        guard whole != nil else { return windowed }
        let base = try Windowed(window, nature, total: sum, known: known, of: span)
        selection.scaleTotals(by: base.scale)
        selection.divisor = base.value
        guard base.value > 0, base.value >= minTotal else {
            throw .totalTooSmall(total: base.value, minimum: minTotal)
        }
        return Windowed(value: own / sum * 100, known: windowed.known, scale: 1)
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
