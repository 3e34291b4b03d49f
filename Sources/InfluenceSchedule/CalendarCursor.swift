/// A position in the text of a calendar expression, and what can be read from there.
struct CalendarCursor {
    private let characters: [Character]
    private(set) var offset = 0
    private var end: Int

    /// What is wrong at which character, counted from 0.
    struct Failure: Error {
        let offset: Int
        let problem: CalendarError.Problem
    }

    struct Word {
        let text: String
        let offset: Int
    }

    /// How numbers are written and measured.
    enum Notation {
        case number
        /// Decimal fractions rounded to microseconds, and measured in them.
        case seconds

        fileprivate var unit: Int { self == .seconds ? microsecondsPerSecond : 1 }
    }

    init(_ text: String) {
        characters = Array(text)
        end = characters.count
    }

    var isAtEnd: Bool { offset >= end }
    var next: Character? { character(at: 0) }
    var remainder: String { String(characters[min(offset, end)..<end]) }

    private func character(at distance: Int) -> Character? {
        offset + distance < end ? characters[offset + distance] : nil
    }

    mutating func accept(_ character: Character) -> Bool {
        guard next == character else { return false }
        offset += 1
        return true
    }

    mutating func skipSpaces() {
        while accept(" ") {}
    }

    func failure(_ problem: CalendarError.Problem, at position: Int? = nil) -> Failure {
        Failure(offset: position ?? offset, problem: problem)
    }

    /// The rest of the word that stands here is not what was expected.
    func unexpected(_ expected: String) -> Failure {
        let found = characters[min(offset, end)..<end].prefix { $0 != " " }.prefix(20)
        return failure(.unexpected(found: next == " " ? " " : String(found), expected: expected))
    }

    // MARK: - Zones and weekdays

    /// What follows the last space.
    func lastWord() -> Word? {
        guard let space = characters[..<end].lastIndex(of: " ") else { return nil }
        return Word(text: String(characters[(space + 1)..<end]), offset: space + 1)
    }

    /// Ends the text before `word` and one space.
    mutating func cut(before word: Word) {
        end = max(0, word.offset - 1)
    }

    /// ISO weekday of a full or abbreviated English name in any case.
    func weekday(named name: String) -> Int? {
        let name = name.lowercased()
        let index = CalendarExpression.weekdayNames.firstIndex { full in
            full.lowercased() == name || full.lowercased().prefix(3) == name
        }
        return index.map { $0 + 1 }
    }

    /// `Mon`, `Mon..Fri`, `mon,WED`, with the spaces that follow; empty where a date or time stands.
    mutating func weekdays() throws(Failure) -> Set<Int> {
        var result: Set<Int> = []
        var rangeStart: Int?
        while true {
            let start = offset
            guard let name = weekdayName() else {
                if result.isEmpty, rangeStart == nil { return [] }
                throw unexpected("a weekday (Mon..Sun, Monday..Sunday)")
            }
            if let first = rangeStart {
                guard first <= name else {
                    throw failure(.descending(String(characters[max(0, start - 5)..<offset])), at: start)
                }
                result.formUnion(first...name)
            }
            result.insert(name)
            if rangeStart == nil, accept("-") || acceptRange() {
                rangeStart = name
            } else if accept(",") {
                rangeStart = nil
                // One comma at the end is allowed.
                guard isAtEnd || next == " " else { continue }
                skipSpaces()
                return Self.allOrSome(result)
            } else if isAtEnd || next == " " {
                skipSpaces()
                return Self.allOrSome(result)
            } else {
                throw unexpected(", or a space after a weekday, or .. between two")
            }
        }
    }

    /// All seven weekdays say nothing.
    private static func allOrSome(_ weekdays: Set<Int>) -> Set<Int> {
        weekdays.count == 7 ? [] : weekdays
    }

    private mutating func weekdayName() -> Int? {
        let letters = characters[min(offset, end)..<end].prefix { $0.isLetter }
        guard let weekday = weekday(named: String(letters)) else { return nil }
        offset += letters.count
        return weekday
    }

    // MARK: - Numbers

    /// `*`, or values, ranges and repetitions separated by commas.
    mutating func list(_ notation: Notation) throws(Failure) -> CalendarList {
        if accept("*") {
            guard notation == .seconds else { return CalendarList(items: []) }
            let everySecond = CalendarField.Component(start: 0, step: notation.unit)
            return CalendarList(items: [CalendarList.Item(component: everySecond, offset: offset)])
        }
        var items: [CalendarList.Item] = []
        repeat {
            guard items.count < CalendarExpression.maximumComponents else { throw failure(.tooLong) }
            let start = offset
            items.append(CalendarList.Item(component: try component(notation), offset: start))
        } while accept(",")
        return CalendarList(items: items)
    }

    private mutating func component(_ notation: Notation) throws(Failure) -> CalendarField.Component {
        let first = offset
        var result = CalendarField.Component(start: try value(notation))
        if acceptRange() {
            result.stop = try value(notation)
            result.step = notation.unit
        }
        let slash = offset
        if accept("/") {
            let step = try value(notation)
            guard step > 0 else { throw failure(.step(field: "value", hint: "is zero"), at: slash + 1) }
            result.step = step
        } else if notation == .seconds, let stop = result.stop, stop >= result.start,
            stop - result.start < notation.unit
        {
            throw failure(
                .step(field: "second", hint: "is 1 where none is given, and the range is shorter; add e.g. /0.25"),
                at: first
            )
        }
        return result
    }

    private mutating func acceptRange() -> Bool {
        guard next == ".", character(at: 1) == "." else { return false }
        offset += 2
        return true
    }

    private mutating func value(_ notation: Notation) throws(Failure) -> Int {
        let start = offset
        let whole = try number("a number or *")
        // Larger than any field, and far from overflowing in any unit.
        guard whole <= 1_000_000 else {
            throw failure(.outOfRange(field: "number", value: "\(whole)", range: "at most 2199"), at: start)
        }
        guard notation == .seconds, next == ".", character(at: 1) != "." else { return whole * notation.unit }
        offset += 1
        return whole * notation.unit + (try fraction())
    }

    /// Decimals in millionths, rounded half up.
    private mutating func fraction() throws(Failure) -> Int {
        guard digit() != nil else { throw unexpected("a digit of the fraction") }
        var millionths = 0
        for _ in 0..<6 { millionths = millionths * 10 + (takeDigit() ?? 0) }
        if let seventh = takeDigit(), seventh >= 5 { millionths += 1 }
        while takeDigit() != nil {}
        return millionths
    }

    mutating func number(_ expected: String) throws(Failure) -> Int {
        guard digit() != nil else { throw unexpected(expected) }
        var value = 0
        while let digit = takeDigit() {
            // Stops growing far beyond every range instead of overflowing.
            value = min(value * 10 + digit, 1_000_000_000_000)
        }
        return value
    }

    private func digit() -> Int? {
        guard let next, next.isASCII else { return nil }
        return next.wholeNumberValue
    }

    private mutating func takeDigit() -> Int? {
        guard let digit = digit() else { return nil }
        offset += 1
        return digit
    }
}
