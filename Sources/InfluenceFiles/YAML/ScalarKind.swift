package import InfluenceModel
import InfluenceText

/// How a schema reads the text of a scalar: a number, a duration, one of a few words.
package struct ScalarKind<Value> {
    /// The value, or what is wrong with the text and what would be right.
    package let read: (String) -> Result<Value, ScalarProblem>

    package init(_ read: @escaping (String) -> Result<Value, ScalarProblem>) {
        self.read = read
    }

    /// - Parameter expected: completes "'x' is not ...", e.g. `a duration; write P10Y, P36M or P2W`.
    package init(expected: String, _ read: @escaping (String) -> Value?) {
        self.init { text in
            read(text).map { .success($0) } ?? .failure(ScalarProblem("'\(text)' is not \(expected)"))
        }
    }

    package func map<Other>(_ transform: @escaping (Value) -> Other) -> ScalarKind<Other> {
        ScalarKind<Other> { read($0).map(transform) }
    }

    /// Additionally requires `condition`; `problem` says what is wrong with a value that fails it.
    package func requiring(_ condition: @escaping (Value) -> Bool, else problem: @escaping (String) -> String) -> Self {
        ScalarKind { text in
            read(text).flatMap { condition($0) ? .success($0) : .failure(ScalarProblem(problem(text))) }
        }
    }
}

package struct ScalarProblem: Error, Hashable, Sendable {
    package let message: String

    package init(_ message: String) {
        self.message = message
    }
}

extension ScalarKind where Value == String {
    /// Any text but an empty one.
    package static var text: Self {
        ScalarKind { $0.isEmpty ? .failure(ScalarProblem("the text is empty")) : .success($0) }
    }

    /// A path in the file system. No shell reads it: `~` is nobody's home.
    package static var path: Self {
        text.requiring({ !$0.utf8.contains(0) }) { _ in "a path holds no zero byte" }
            .requiring({ !$0.hasPrefix("~") }) { "'\($0)': '~' is not replaced by a home here; write the whole path" }
    }

    /// Any text; `''` is an empty one.
    package static var anyText: Self { ScalarKind { .success($0) } }
}

extension ScalarKind where Value == Double {
    /// A finite decimal number.
    package static var number: Self {
        ScalarKind { text in
            switch DecimalText.parse(text) {
            case .failure(.outOfRange): return .failure(ScalarProblem("'\(text)' is beyond the range of numbers"))
            case .failure(.notDecimal):
                return .failure(
                    ScalarProblem("'\(text)' is not a number; write digits and a decimal point, such as 0.35")
                )
            case .success(let value):
                guard !hasLeadingZero(text) else {
                    return .failure(ScalarProblem("'\(text)' begins with a zero; write \(DecimalText.shortest(value))"))
                }
                return .success(value)
            }
        }
    }

    package static func number(in range: ClosedRange<Double>) -> Self {
        number.requiring({ range.contains($0) }) { text in
            "\(text) is outside \(DecimalText.shortest(range.lowerBound))...\(DecimalText.shortest(range.upperBound))"
        }
    }
}

extension ScalarKind where Value == Double {
    /// Zero or more.
    package static var nonNegativeNumber: Self {
        number.requiring({ $0 >= 0 }) { "\($0) is negative" }
    }
}

extension ScalarKind where Value == Int {
    package static func integer(in range: ClosedRange<Int>) -> Self {
        ScalarKind { text in
            let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
            guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
                return .failure(ScalarProblem("'\(text)' is not a whole number"))
            }
            guard !hasLeadingZero(text) else {
                return .failure(ScalarProblem("'\(text)' begins with a zero; write it without"))
            }
            guard let value = Int(text), range.contains(value) else {
                let (low, high) = (range.lowerBound, range.upperBound)
                return .failure(
                    ScalarProblem(high == .max ? "\(text) is below \(low)" : "\(text) is outside \(low)...\(high)")
                )
            }
            return .success(value)
        }
    }
}

extension ScalarKind where Value == Bool {
    /// `true` or `false`; nothing else is either.
    package static var boolean: Self {
        ScalarKind(expected: "a truth value; write true or false") { text in
            text == "true" ? true : text == "false" ? false : nil
        }
    }
}

extension ScalarKind where Value == CalendarDuration {
    /// An ISO 8601 duration of more than nothing.
    package static var duration: ScalarKind<CalendarDuration> {
        ScalarKind(expected: "a duration; write P10Y, P36M, P2W, P30D or PT6H") { CalendarDuration($0) }
            .requiring(\.isPositive) { "the duration \($0) is zero; it must be longer" }
    }

    /// Of whole days: for what is compared with dates.
    package static var daysDuration: ScalarKind<CalendarDuration> {
        duration.requiring(\.isWholeDays) { "the duration \($0) is not of whole days; write P10Y, P36M, P2W or P30D" }
    }
}

extension ScalarKind where Value == Period {
    package static var period: ScalarKind<Period> {
        ScalarKind { text in
            do throws(PeriodError) {
                return .success(try Period(text))
            } catch {
                return .failure(ScalarProblem(error.description))
            }
        }
    }
}

extension ScalarKind {
    /// One of a few words.
    /// - Parameter what: names them in messages: "unknown `frequency` 'monht'; ..."
    package static func choice(_ what: String, _ known: [(name: String, value: Value)]) -> Self {
        ScalarKind { text in
            if let found = known.first(where: { $0.name == text }) { return .success(found.value) }
            return .failure(
                ScalarProblem("unknown \(what) '\(text)'" + NearestName.hint(for: text, among: known.map(\.name)))
            )
        }
    }
}

extension ScalarKind where Value: CaseIterable & RawRepresentable<String> {
    /// One of the enumeration's raw values.
    package static func choice(_ what: String, as type: Value.Type = Value.self) -> Self {
        choice(what, Value.allCases.map { ($0.rawValue, $0) })
    }
}

/// `010`, `-007.5`: 8 to some readers of YAML, 10 to others.
private func hasLeadingZero(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    guard digits.first == 48, let second = digits.dropFirst().first else { return false }
    return (48...57).contains(second)
}
