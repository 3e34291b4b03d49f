/// A list of values as written, before it is known whether they fit the field they are for.
struct CalendarList {
    /// Empty for `*`.
    var items: [Item]

    struct Item {
        var component: CalendarField.Component
        let offset: Int
    }

    /// Two-digit years as full years: 70...99 are 1970...1999, 0...69 are 2000...2069.
    var inFullYears: CalendarList {
        var result = self
        for index in result.items.indices {
            result.items[index].component.start = Self.fullYear(result.items[index].component.start)
            result.items[index].component.stop = result.items[index].component.stop.map(Self.fullYear)
        }
        return result
    }

    private static func fullYear(_ year: Int) -> Int {
        switch year {
        case 0..<70: year + 2000
        case 70..<100: year + 1900
        default: year
        }
    }

    /// The field of the given kind, if every value and repetition fits into it.
    func field(_ kind: CalendarFieldKind) throws(CalendarCursor.Failure) -> CalendarField {
        for item in items {
            if let problem = kind.problem(with: item.component) {
                throw CalendarCursor.Failure(offset: item.offset, problem: problem)
            }
        }
        return CalendarField(items.map(\.component))
    }
}
