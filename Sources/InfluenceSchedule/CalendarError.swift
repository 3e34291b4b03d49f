/// Why a calendar expression is refused, and where.
package struct CalendarError: Error, Hashable, CustomStringConvertible {
    /// The expression as given.
    package let text: String
    /// The first offending character, counted from 1.
    package let column: Int
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        case empty
        /// More than ``CalendarExpression/maximumLength`` bytes, or too many values in one list.
        case tooLong
        /// Something else stands where `expected` should.
        case unexpected(found: String, expected: String)
        case outOfRange(field: String, value: String, range: String)
        /// A range that ends before it begins: `5..3`, `Sun..Mon`.
        case descending(String)
        /// A repetition that is zero, or so wide that it never happens.
        case step(field: String, hint: String)
        case zone(ZoneError)
    }

    package var description: String {
        "calendar expression \"\(text)\", column \(column): \(problem)"
    }
}

extension CalendarError.Problem: CustomStringConvertible {
    package var description: String {
        switch self {
        case .empty:
            "it is empty; write e.g. daily, or Mon..Fri 06:00 Asia/Almaty"
        case .tooLong:
            "it is too long; at most \(CalendarExpression.maximumLength) bytes and"
                + " \(CalendarExpression.maximumComponents) values in a list"
        case .unexpected(let found, let expected):
            "\(Self.quoted(found)) where \(expected) is expected"
        case .outOfRange(let field, let value, let range):
            "\(field) \(value) is out of range; it is \(range)"
        case .descending(let range):
            "the range \(range) ends before it begins; write the smaller end first, or two ranges"
        case .step(let field, let hint):
            "the repetition of the \(field) \(hint)"
        case .zone(let error):
            error.description
        }
    }

    private static func quoted(_ found: String) -> String {
        switch found {
        case "": "the end"
        case " ": "a space"
        default: "\"\(found)\""
        }
    }
}
