internal import InfluenceModel

/// The span of time that a window looks at. Times are in months before its end: from a negative number to 0.
struct WindowSpan {
    let first: Double
    let beginning: Moment
    let ending: Moment
    private let kind: any WindowKind
    /// The months of the window, with the weight of their age.
    let whole: Double

    /// - Parameter last: The window's last day.
    init(_ window: Window, endingOn last: Day) {
        ending = Moment(endOf: last)
        beginning = last.ending(before: window.length)
        first = beginning.months(since: ending)
        kind = window.kind.method
        whole = kind.weight(from: first, to: 0)
    }

    /// The integral of the weight of time.
    func weight(from: Double, to: Double) -> Double { kind.weight(from: from, to: to) }
}

/// Rows laid over a window so that no time is there twice: of those that overlap the longest inside the window counts, of
/// equally long ones the latest, and the others fill the rest.
struct Covering {
    /// A part of a row.
    struct Piece {
        /// In months before the window's end.
        let from: Double
        let to: Double
        /// Whose it is: the number under which it was given.
        let row: Int
        /// Of the whole row, inside the window or not.
        let length: Double
    }

    /// A row as it is given.
    struct Candidate {
        let row: Int
        /// Inside the window.
        let from: Double
        let to: Double
        /// Of the whole row, in the same arithmetic: a piece that is all of it is exactly as long.
        let rowLength: Double
        /// Of the row's own end, for the order of equally long ones.
        let end: Day
        let start: Day

        /// - Returns: `nil` for a period that lies outside of the window.
        init?(_ row: Int, _ period: Period, in span: WindowSpan) {
            let beginning = period.beginning.months(since: span.ending)
            let ending = period.ending.months(since: span.ending)
            (from, to) = (max(beginning, span.first), min(ending, 0))
            guard from < to else { return nil }
            rowLength = ending - beginning
            self.row = row
            end = period.end
            start = period.start
        }

        /// Lengths that differ by the rounding of parts of months are equal.
        fileprivate var length: Int { Int(min(1e15, (to - from) * 0x1p24).rounded()) }
    }

    /// Oldest first.
    private(set) var pieces: [Piece] = []

    init(_ candidates: [Candidate]) {
        let ordered = candidates.sorted { $0.from < $1.from }
        if zip(ordered, ordered.dropFirst()).allSatisfy({ $0.to <= $1.from }) {
            pieces = ordered.map { Piece(from: $0.from, to: $0.to, row: $0.row, length: $0.rowLength) }
            return
        }
        for candidate in candidates.sorted(by: Self.precedes) { lay(candidate) }
    }

    private static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        let (one, other) = (left.length, right.length)
        if one != other { return one > other }
        return left.end == right.end ? left.start > right.start : left.end > right.end
    }

    /// Puts a row where nothing lies yet.
    private mutating func lay(_ candidate: Candidate) {
        var place = pieces.indices.partition { pieces[$0].to > candidate.from }
        var from = candidate.from
        while from < candidate.to {
            let next = place < pieces.count ? pieces[place].from : .infinity
            let to = min(candidate.to, next)
            if from < to {
                pieces.insert(
                    Piece(from: from, to: to, row: candidate.row, length: candidate.rowLength),
                    at: place
                )
                place += 1
            }
            guard place < pieces.count else { return }
            from = pieces[place].to
            place += 1
        }
    }
}

/// A value over a window, and how much of the window it speaks of.
struct Windowed {
    let value: Double
    /// 0...1
    let known: Double
    /// What the total was multiplied with.
    let scale: Double
}

extension Windowed {
    /// - Parameters:
    ///   - total: The sum over the known time.
    ///   - known: Its weight.
    ///   - levels: Of the known time (``RowNature/level(of:length:)``): a mean stays within them.
    /// - Throws: That too little is known.
    init(
        _ window: Window,
        _ nature: RowNature,
        total: Double,
        known: Double,
        within levels: Extent,
        of span: WindowSpan
    ) throws(Absence) {
        // A window without length knows nothing.
        let share = span.whole > 0 && known > 0 ? known / span.whole : 0
        self.known = share > 1 - 1e-12 ? 1 : share
        guard share > 0, share >= window.minKnown - 1e-9 else {
            throw .windowUnknown(known: share, minimum: window.minKnown)
        }
        let found = window.kind.method.value(total: total, known: known, share: self.known, nature)
        value = window.kind.method.isMean(of: nature) ? levels.kept(found.value) : found.value
        scale = found.scale
    }
}

extension RowNature {
    /// What a row adds by one of its pieces.
    /// - Parameters:
    ///   - weight: Of the piece's time.
    ///   - length: Of the row's own period.
    func factor(weight: Double, length: Double) -> Double {
        switch self {
        // Of a whole row exactly 1.
        case .amount: weight / length
        case .rate: weight / 12
        case .level: weight
        }
    }

    /// What a row says of each time of its period: of an amount the rate a year.
    /// - Parameter length: Of the row's own period.
    func level(of value: Double, length: Double) -> Double {
        switch self {
        case .amount: length == 12 ? value : value * 12 / length
        case .rate, .level: value
        }
    }
}
