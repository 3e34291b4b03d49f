import InfluenceText

/// The values that one part of a calendar expression (its years, its minutes, ...) matches.
struct CalendarField: Hashable, Sendable {
    /// In the order of their printing; empty matches every value (`*`).
    private(set) var components: [Component]

    static let any = CalendarField([])

    init(_ components: [Component]) {
        // The order and the removal of repetitions are those of systemd's normalized form.
        var result: [Component] = []
        for component in components.map(\.simplified).sorted() where component != result.last {
            result.append(component)
        }
        self.components = result
    }

    init(_ values: Int...) {
        self.init(values.map { Component(start: $0) })
    }

    var isAny: Bool { components.isEmpty }

    /// The smallest matching value in `value...last`.
    func next(from value: Int, through last: Int) -> Int? {
        var best: Int? = isAny ? value : nil
        for component in components {
            if let candidate = component.next(from: value), candidate < best ?? .max { best = candidate }
        }
        guard let best, best <= last else { return nil }
        return best
    }

    func contains(_ value: Int) -> Bool {
        next(from: value, through: value) != nil
    }

    /// The repetition of `step` from 0 on alone, where that covers every other value: `0/1,3` is every second.
    func simplified(coveredBy step: Int) -> CalendarField {
        let all = Component(start: 0, step: step)
        let isCovered = components.allSatisfy { $0.start % step == 0 && ($0.step ?? 0) % step == 0 }
        return isCovered && components.contains(all) ? CalendarField([all]) : self
    }

    /// The field with each value counted back from the end of a month of `length` days: 1 is the last day.
    func countedBack(from length: Int) -> CalendarField {
        var result = self
        result.components = components.map { component in
            guard let stop = component.stop else {
                return Component(start: length + 1 - component.start, step: component.step)
            }
            // Counting back turns the range around.
            return Component(start: length + 1 - stop, stop: length + 1 - component.start, step: component.step)
        }
        return result
    }
}

extension CalendarField {
    /// `5`, `5/10` (5 and every tenth after it, to the end of the field), or `5..25/10`.
    struct Component: Hashable, Sendable {
        var start: Int
        var stop: Int?
        /// The distance of repetitions; `nil` for a single value.
        var step: Int?

        func next(from value: Int) -> Int? {
            if start >= value { return start }
            guard let step, step > 0 else { return nil }
            let candidate = start + (value - start + step - 1) / step * step
            return candidate <= stop ?? .max ? candidate : nil
        }

        /// Ends a range at its last repetition; a range of one value becomes that value.
        fileprivate var simplified: Component {
            guard let stop, let step, step > 0, stop >= start else { return self }
            let last = stop - (stop - start) % step
            return last == start ? Component(start: start) : Component(start: start, stop: last, step: step)
        }
    }
}

extension CalendarField.Component: Comparable {
    static func < (left: Self, right: Self) -> Bool {
        (left.start, left.stop ?? -1, left.step ?? 0) < (right.start, right.stop ?? -1, right.step ?? 0)
    }
}

// MARK: - Printing

extension CalendarField {
    /// The normalized form, each number with at least `width` digits.
    func text(width: Int) -> String {
        isAny ? "*" : components.map { $0.text(width: width) }.joined(separator: ",")
    }

    /// The normalized form of a field in microseconds: seconds with six decimals where they are not whole.
    var secondsText: String {
        // `0/1,3.5` is more than every second, and is printed in full.
        if components == [Component(start: 0, step: microsecondsPerSecond)] { return "*" }
        return components.map(\.secondsText).joined(separator: ",")
    }
}

extension CalendarField.Component {
    fileprivate func text(width: Int) -> String {
        var text = padded(start, to: width)
        if let stop { text += "..\(padded(stop, to: width))" }
        if let step, stop == nil || step != 1 { text += "/\(step)" }
        return text
    }

    fileprivate var secondsText: String {
        var text = Self.decimal(start, width: 2)
        if let stop { text += "..\(Self.decimal(stop, width: 2))" }
        if let step, stop == nil || step != microsecondsPerSecond { text += "/\(Self.decimal(step, width: 1))" }
        return text
    }

    private static func decimal(_ microseconds: Int, width: Int) -> String {
        let whole = padded(microseconds / microsecondsPerSecond, to: width)
        return microseconds % microsecondsPerSecond == 0
            ? whole : "\(whole).\(padded(microseconds % microsecondsPerSecond, to: 6))"
    }
}
