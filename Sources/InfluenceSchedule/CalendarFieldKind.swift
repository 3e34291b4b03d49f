import InfluenceText

/// What a field is for, and so which values it takes.
enum CalendarFieldKind: String {
    case year, month, day, hour, minute, second
    case dayFromMonthEnd = "day from the month's end"

    var range: ClosedRange<Int> {
        switch self {
        case .year: CalendarExpression.years
        case .month: 1...12
        case .day: 1...31
        // The shortest February has 28 days: each month has a 28th last day, not each a 29th.
        case .dayFromMonthEnd: 1...28
        case .hour: 0...23
        case .minute: 0...59
        case .second: 0...60 * microsecondsPerSecond - 1
        }
    }

    func problem(with component: CalendarField.Component) -> CalendarError.Problem? {
        for value in [component.start, component.stop ?? component.start] where !range.contains(value) {
            return .outOfRange(field: rawValue, value: text(value), range: rangeText)
        }
        if let stop = component.stop, stop < component.start {
            return .descending("\(text(component.start))..\(text(stop))")
        }
        // systemd checks repetitions only where no range limits them: 1..5/30 is just 1.
        guard component.stop == nil, let step = component.step else { return nil }
        switch self {
        case .dayFromMonthEnd where component.start - step < range.lowerBound:
            return .step(
                field: rawValue,
                hint: "never happens: it counts from the day towards the month's end; write e.g. ~07/1"
            )
        case .dayFromMonthEnd:
            return nil
        default:
            guard component.start + step > range.upperBound else { return nil }
            return .step(
                field: rawValue,
                hint: "never happens: \(text(component.start)) + \(text(step)) is past \(text(range.upperBound))"
            )
        }
    }

    private var rangeText: String {
        self == .second ? "0..59.999999" : "\(range.lowerBound)..\(range.upperBound)"
    }

    private func text(_ value: Int) -> String {
        guard self == .second else { return "\(value)" }
        let fraction = value % microsecondsPerSecond
        let whole = "\(value / microsecondsPerSecond)"
        return fraction == 0 ? whole : "\(whole).\(padded(fraction, to: 6))"
    }
}
