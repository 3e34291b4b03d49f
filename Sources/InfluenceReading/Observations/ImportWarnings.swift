/// Something about an import that does not keep it out and that somebody should look at.
package struct ImportWarning: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// No indicator reads what this reporter says.
        case reporter
        /// A power or partner that neither the model nor ISO 3166 knows.
        case area
        /// A partner that is none: it stands for several, for one that has a code of its own, or is the country itself.
        case aggregate
        /// The period has not ended.
        case period
        /// A later edition is in force.
        case edition
        /// A value far from the one before.
        case jump
        /// Per cents that look like parts of one.
        case fraction
        /// A flow below zero.
        case negative
        /// The partners add up to more than their total.
        case partners
        /// Two feeds say different things.
        case conflict
        /// Rows that the feed brought before, and brings no more.
        case vanished
    }

    package let kind: Kind
    /// What it is, of the first one of its group.
    package let message: String
    /// How often.
    package internal(set) var count: Int
    /// The first lines of the file, at most ``ImportWarnings/lineLimit``; empty where it is about no line.
    package internal(set) var lines: [Int]
}

/// The warnings of an import, those of one cause together. Bounded: of more causes than ``groupLimit`` only the number is
/// kept.
package struct ImportWarnings: Hashable, Sendable {
    package static let groupLimit = 100
    package static let lineLimit = 5

    /// In the order of their first places.
    package private(set) var groups: [ImportWarning] = []
    /// All of them, those of causes that are not kept included.
    package private(set) var count = 0
    private var places: [String: Int] = [:]

    package init() {}

    package var isEmpty: Bool { count == 0 }

    /// - Parameters:
    ///   - cause: those of one kind and cause are one group.
    ///   - message: of the group; asked for at its first one.
    package mutating func add(
        _ kind: ImportWarning.Kind,
        _ cause: String,
        line: Int? = nil,
        count: Int = 1,
        message: @autoclosure () -> String
    ) {
        self.count += count
        let key = kind.rawValue + " " + cause
        let place: Int
        if let known = places[key] {
            place = known
        } else {
            guard groups.count < Self.groupLimit else { return }
            place = groups.count
            places[key] = place
            groups.append(ImportWarning(kind: kind, message: message(), count: 0, lines: []))
        }
        groups[place].count += count
        if let line, groups[place].lines.count < Self.lineLimit { groups[place].lines.append(line) }
    }

    /// A sentence each.
    package var sentences: [String] {
        groups.map { group in
            let places =
                group.lines.isEmpty
                ? ""
                : " (line \(group.lines.map(String.init).joined(separator: ", "))"
                    + (group.count > group.lines.count ? ", ...)" : ")")
            return (group.count > 1 ? "\(group.count) times: " : "") + group.message + places
        }
    }
}
