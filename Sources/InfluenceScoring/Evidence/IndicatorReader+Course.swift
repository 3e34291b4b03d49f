internal import InfluenceModel

/// What happens to the readings of an indicator for a dyad over some periods of the grid.
struct Course {
    /// Positions of the periods in which a newer reference period is read than ever before: not those in which it ended,
    /// when another reporter, or a total, may still have come first.
    var arrivals: [Int] = []
    /// In order.
    var turns: [Turn] = []
    /// The stretches that values lie in, each with the position of its first period.
    var stretches: [(since: Int, stretch: Stretch)] = []

    /// A place where a reading cannot be compared with the one before.
    struct Turn {
        /// Positions among the periods: the last one with a value before it, and the first one beyond it.
        let before: Int
        let since: Int
        let breaks: [SeriesBreak]
    }
}

extension IndicatorReader {
    /// - Parameters:
    ///   - periods: Ascending.
    ///   - read: Reads a place at the end of a day.
    func course(
        _ power: Int,
        in country: Int,
        over periods: [Period],
        reading read: (Place, Day, inout Selection) -> IndicatorReading
    ) -> Course {
        var course = Course()
        guard let first = periods.first else { return course }
        let place = sheets.place(of: Cell(power: power, country: country, period: first))
        var selection = Selection()
        var current: IndicatorReading?
        var known: (stretch: Stretch, last: Int)?
        var newest: Day?
        for (number, period) in periods.enumerated() {
            let date = period.end
            if let reading = current, date < reading.until {
                if !reading.value.isNaN { known?.last = number }
                continue
            }
            let reading = read(place, date, &selection)
            current = reading
            guard !reading.value.isNaN else { continue }
            if let end = selection.newest?.end, newest.map({ $0 < end }) ?? true {
                newest = end
                course.arrivals.append(number)
            }
            let stretch = stretch(of: selection, at: place)
            if let known {
                let breaks = stretch.breaks(after: known.stretch, since: period)
                if !breaks.isEmpty {
                    course.turns.append(Course.Turn(before: known.last, since: number, breaks: breaks))
                }
            }
            if known?.stretch != stretch { course.stretches.append((number, stretch)) }
            known = (stretch, number)
        }
        return course
    }

    func course(_ power: Int, in country: Int, over periods: [Period]) -> Course {
        course(power, in: country, over: periods) { read($0, at: $1, into: &$2) }
    }

    /// The first day on which a cell that has a value has none, if nothing new is observed.
    func lapse(from cell: Cell) -> Day? {
        // A register that is complete up to the present never ages.
        if indicator.gaps == .zero, indicator.through == nil { return nil }
        let place = sheets.place(of: cell)
        var selection = Selection()
        var date = cell.period.end
        var reading = read(place, at: date, into: &selection)
        guard !reading.value.isNaN else { return nil }
        if let through = indicator.through, indicator.gaps == .zero, date < through {
            date = through
            reading = read(place, at: date, into: &selection)
        }
        while !reading.value.isNaN {
            guard reading.until > date, reading.until < .latest else { return nil }
            date = reading.until
            reading = read(place, at: date, into: &selection)
        }
        return date
    }
}
