/// The time before a period's end that enters a value, and how. A row of amount v over its period has the constant rate
/// v / length; every calendar month has length 1, and days are parts of their month. So the value does not depend on how
/// often a source reports.
package struct Window: Hashable, Sendable {
    package let kind: Kind
    package let length: CalendarDuration
    /// The least known part of the (weighted) window that gives a value, 0...1.
    package let minKnown: Double

    /// How the time in it enters, with parameters.
    package struct Kind: Hashable, Sendable {
        package let method: any WindowKind

        package init(_ method: any WindowKind) {
            self.method = method
        }

        /// The word that model files use.
        package var name: String { type(of: method).name }

        package static func == (left: Self, right: Self) -> Bool {
            AnyHashable(left.method) == AnyHashable(right.method)
        }

        package func hash(into hasher: inout Hasher) { AnyHashable(method).hash(into: &hasher) }
    }

    /// 0...1
    package static let usualMinKnown = 0.6

    package init(_ kind: Kind, _ length: CalendarDuration, minKnown: Double = Window.usualMinKnown) {
        self.kind = kind
        self.length = length
        self.minKnown = minKnown
    }
}

/// One kind of window with its parameters. All there is to say of a kind stands in one file of
/// `InfluenceScoring/Windowing`; nothing else knows which there are.
package protocol WindowKind: Hashable, Sendable {
    /// The word that model files use.
    static var name: String { get }

    /// The integral of the weight of time between two times, in months before the window's end. Usual: all time weighs 1.
    func weight(from: Double, to: Double) -> Double
    /// - Parameters:
    ///   - total: the integral of the values over the known time.
    ///   - known: its weight, in months.
    ///   - share: the same, of the weight of the whole window: above 0, at most 1.
    /// - Returns: the value, and what the total was multiplied with for it.
    func value(
        total: Double,
        known: Double,
        share: Double,
        _ nature: RowNature
    ) -> (value: Double, scale: Double)
    /// Whether its value is a mean of those of the rows, and so lies between the smallest and the largest. Usual: false.
    func isMean(of nature: RowNature) -> Bool
    /// The parameters, as far as they decide the values.
    func write(into definition: inout DefinitionBytes)
}

extension WindowKind {
    package func weight(from: Double, to: Double) -> Double { to - from }
    package func isMean(of nature: RowNature) -> Bool { false }
    package func write(into definition: inout DefinitionBytes) {}
}

/// What the rows of a window are, once the steps before it are done.
package enum RowNature: Hashable, Sendable {
    /// So much over the row's period.
    case amount
    /// So much a year.
    case rate
    /// So much at any time of the row's period.
    case level
}

/// What time without a row means in a window.
package enum Gaps: String, CaseIterable, Sendable {
    /// Nothing is known of it.
    case unknown
    /// Nothing happened: the rows are an exhaustive register.
    case zero
}
