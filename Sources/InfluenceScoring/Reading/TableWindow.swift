internal import InfluenceModel

/// A table over a window: the rows of the powers, and of their total, laid over it once for all of them.
struct TableWindow {
    /// What its end stands on: the newest period of the table's reporter, of a register the day that it is known for.
    let ending: Period
    private let window: Window
    private let span: WindowSpan
    private let nature: RowNature
    private let isRegister: Bool
    private let tables: TableSet
    private let minTotal: Double
    private let whole: Transform.Whole?
    /// By power.
    private let laid: [[Piece]]
    /// Of all partners together.
    private let total: [Piece]
    /// Where that of all powers is the same.
    private var shared: Timeline?
    /// By power, of a share of all of them: why it is none of them; `nil` where enough of the window is known of it.
    private var refusals: [Absence?] = []
    /// The others, each with the one that it is inside of: where that has a value, it stands for both.
    private var members: [TableSet.Member] = []
    /// By power.
    private var values: [Result<Windowed, Absence>] = []
    /// Why no share is believed.
    private var absence: Absence?

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
        at place: Int,
        _ reporter: Int,
        endingOn ending: Period,
        through date: Day
    ) {
        let sheet = reader.sheets.sheets[place]
        let span = WindowSpan(window, endingOn: ending.end)
        let chain = reader.chain
        self.ending = ending
        self.window = window
        self.span = span
        isRegister = reader.indicator.gaps == .zero
        self.tables = tables
        minTotal = reader.indicator.minTotal
        // A share after the window is one of two windows; one before it is of each period.
        let isOfWindows = chain.after.contains(where: \.isShare)
        whole = isOfWindows ? reader.indicator.share : nil
        let isOfPeriods = chain.before.first?.isShare == true
        nature = isOfPeriods ? .level : chain.nature(isFlow: reader.sheets.isFlow)

        var selection = Selection()
        func covering(_ power: Int) -> [Piece] {
            let rows = sheet.rows(of: power, by: reporter, through: date)
            // Those that end before it are many; the rows are in the order of their ends.
            let inside = rows.partition { sheet.rows[$0].period.ending > span.beginning }..<rows.upperBound
            return Covering(inside.compactMap { Covering.Candidate($0, sheet.rows[$0].period, in: span) }).pieces.map {
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
        let book = isOfPeriods ? tables.books[place][reporter] : []
        let periods = Dictionary(zip(book.map(\.period), book)) { first, _ in first }
        // A row that has no value, or of whose total nothing is known, says that its share is unknown.
        func shares(_ power: Int) -> [Piece] {
            let rows = sheet.rows(of: tables.powers[power], by: reporter, through: date)
            let inside = rows.partition { sheet.rows[$0].period.ending > span.beginning }..<rows.upperBound
            return Covering(inside.compactMap { Covering.Candidate($0, sheet.rows[$0].period, in: span) }).pieces.map {
                piece in
                let share = periods[sheet.rows[piece.row].period]?.shares[power] ?? .nan
                let value = try? chain.before.dropFirst().apply(to: share, Operands())
                return Piece(piece, value.map { Part.value($0, length: piece.length, row: piece.row) } ?? .unknown)
            }
        }
        laid = tables.powers.indices.map { isOfPeriods ? shares($0) : covering(tables.powers[$0]) }
        total = whole == .partners ? covering(reader.sheets.columns.world) : []

        if whole == .powers {
            var time = cut(by: laid.indices)
            refusals = time.powers.map { refusal($0, time.weights) }
            let isCounted = refusals.map { $0 == nil }
            members = tables.members { isCounted[$0] }
            // What is not known of one of them is not nothing, nor part of what the others share.
            addUp(&time, comparing: laid.indices.filter { isCounted[$0] })
            shared = time
        }
        values = laid.indices.map { evaluated($0) }
        // Only per cent of one whole, as they stand, can be too much.
        if isOfWindows || (isOfPeriods ? chain.before.count == 1 : chain.before.isEmpty) {
            judge(by: reader.indicator.tolerance)
        }
    }

    /// Shares that add up to too much are compared over the time that all are known for.
    private mutating func judge(by tolerance: Double) {
        guard whole != .powers, sum.exceeds(tolerance) else { return }
        let common = values.indices.filter { (try? values[$0].get()) != nil }
        shared = timeline(of: common, comparing: common)
        for power in common { values[power] = evaluated(power) }
        if sum.exceeds(tolerance) { absence = .sharesExceedTotal(sum: sum, tolerance: tolerance) }
    }

    /// Why too little of the window is known for a value of its own.
    private func refusal(_ parts: [Part], _ weights: [Double]) -> Absence? {
        guard isRegister || parts.contains(where: \.hasValue) else { return .noObservation }
        var known = 0.0
        for interval in parts.indices where isKnown(parts[interval]) { known += weights[interval] }
        do throws(Absence) {
            _ = try Windowed(window, nature, total: 0, known: known, within: Extent(), of: span)
            return nil
        } catch {
            return error
        }
    }

    private var sum: Double { tables.sum(of: values.map { (try? $0.get())?.value ?? .nan }) }

    /// One power's value: its share in the total, or the windowed value of what it has itself.
    func read(_ power: Int, into selection: inout Selection) throws(Absence) -> Windowed {
        if let absence { throw absence }
        if selection.tellsRows { _ = try? evaluate(power, into: &selection) }
        return try values[power].get()
    }

    private func evaluated(_ power: Int) -> Result<Windowed, Absence> {
        var selection = Selection(tellsRows: false)
        return Result { () throws(Absence) in try evaluate(power, into: &selection) }
    }

    private func evaluate(_ power: Int, into selection: inout Selection) throws(Absence) -> Windowed {
        if whole == .powers, let refusal = refusals[power] { throw refusal }
        let time = shared ?? timeline(of: [power])
        let parts = time.powers.isEmpty ? Self.parts(laid[power], time.cuts) : time.powers[power]
        var (own, sum, known) = (0.0, 0.0, 0.0)
        var isListed = false
        var levels = Extent()
        for interval in parts.indices where time.isComparable[interval] && isKnown(parts[interval]) {
            let weight = time.weights[interval]
            known += weight
            isListed = isListed || parts[interval].hasValue
            own += amount(parts[interval], weight)
            levels.add(level(of: parts[interval]))
            sum += time.sums[interval]
            guard selection.tellsRows else { continue }
            tell(parts[interval], weight, to: &selection.values)
            forEachPart(ofTotal: interval, time) { tell($0, weight, to: &selection.totals) }
        }
        guard isListed || isRegister else { throw .noObservation }
        let windowed = try Windowed(window, nature, total: own, known: known, within: levels, of: span)
        selection.scaleValues(by: windowed.scale)
        selection.windowed = windowed.value
        guard whole != nil else { return windowed }
        let base = try Windowed(window, nature, total: sum, known: known, within: Extent(), of: span)
        selection.scaleTotals(by: base.scale)
        selection.divisor = base.value
        // Of a sum that left the range of numbers everything would be a share of 0.
        guard sum.isFinite else { throw .notFinite }
        guard base.value > 0, !minTotal.exceeds(base.value) else {
            throw .totalTooSmall(total: base.value, minimum: minTotal)
        }
        return Windowed(value: own / sum * 100, known: windowed.known, scale: 1)
    }

    /// What a part adds over an interval.
    private func amount(_ part: Part, _ weight: Double) -> Double {
        guard case .value(let value, let length, _) = part else { return 0 }
        return value * nature.factor(weight: weight, length: length)
    }

    /// What a part says of its time.
    private func level(of part: Part) -> Double {
        guard case .value(let value, let length, _) = part else { return 0 }
        return nature.level(of: value, length: length)
    }

    /// The same as a term of its row.
    private func tell(_ part: Part, _ weight: Double, to terms: inout [Selection.Term]) {
        guard case .value(_, let length, let row) = part else { return }
        let factor = nature.factor(weight: weight, length: length)
        if let last = terms.last, last.row == row {
            terms[terms.count - 1] = .init(row: row, weight: last.weight + factor)
        } else {
            terms.append(.init(row: row, weight: factor))
        }
    }
}

// MARK: Time

extension TableWindow {
    /// Time cut wherever a row of some powers, or of the total, begins or ends. Those of other powers cut nothing: what is
    /// added up stays the same to the last bit.
    private struct Timeline {
        let cuts: [Double]
        /// By interval, as are the others.
        let weights: [Double]
        /// Whether the total, and all powers that are compared, are known.
        var isComparable: [Bool]
        /// What the total adds.
        var sums: [Double]
        /// Of all partners together.
        let total: [Part]
        /// By power, where the total is theirs.
        let powers: [[Part]]
    }

    private func timeline(of powers: some Collection<Int>, comparing compared: [Int] = []) -> Timeline {
        var time = cut(by: powers)
        addUp(&time, comparing: compared)
        return time
    }

    /// Nothing is compared yet, and the total not added up.
    private func cut(by powers: some Collection<Int>) -> Timeline {
        var cuts = [span.first, 0]
        for power in powers { cuts += laid[power].flatMap { [$0.from, $0.to] } }
        cuts += total.flatMap { [$0.from, $0.to] }
        cuts.sort()
        cuts = cuts.indices.filter { $0 == 0 || cuts[$0] != cuts[$0 - 1] }.map { cuts[$0] }
        let weights = zip(cuts, cuts.dropFirst()).map { span.weight(from: $0, to: $1) }
        return Timeline(
            cuts: cuts,
            weights: weights,
            isComparable: Array(repeating: true, count: weights.count),
            sums: Array(repeating: 0, count: weights.count),
            total: whole == .partners ? Self.parts(total, cuts) : [],
            powers: whole == .powers ? laid.map { Self.parts($0, cuts) } : []
        )
    }

    private func addUp(_ time: inout Timeline, comparing compared: [Int]) {
        for interval in time.weights.indices {
            var sum = 0.0
            forEachPart(ofTotal: interval, time) { sum += amount($0, time.weights[interval]) }
            time.sums[interval] = sum
            if whole == .partners { time.isComparable[interval] = isKnown(time.total[interval]) }
        }
        for power in compared {
            let parts = whole == .powers ? time.powers[power] : Self.parts(laid[power], time.cuts)
            for interval in parts.indices where !isKnown(parts[interval]) { time.isComparable[interval] = false }
        }
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

    private func isKnown(_ part: Part) -> Bool {
        switch part {
        case .value: true
        case .unknown: false
        case .absent: isRegister
        }
    }

    private func forEachPart(ofTotal interval: Int, _ time: Timeline, _ body: (Part) -> Void) {
        switch whole {
        case .partners: body(time.total[interval])
        case .powers:
            for member in members {
                if let union = member.union, time.powers[union][interval].hasValue { continue }
                body(time.powers[member.power][interval])
            }
        case nil: break
        }
    }
}

extension Selection {
    fileprivate mutating func scaleTotals(by scale: Double) {
        for index in totals.indices {
            totals[index] = Term(row: totals[index].row, weight: totals[index].weight * scale)
        }
    }
}
