internal import InfluenceText

/// The columns of the observation format, in the order in which they are written.
enum ObservationColumn: String, CaseIterable {
    case indicator, power, country, period, value, unit, status, reporter, released, source, note

    /// Columns of exports that mean nothing here.
    static let passedOver = ["recorded_at"]
    static let required: [ObservationColumn] = [.indicator, .period, .value]
    static let names = allCases.map(\.rawValue)
}

/// Where each column stands in a file's records.
struct ObservationHeader {
    /// The columns in the file's order; `nil` for one that is passed over.
    let columns: [ObservationColumn?]
    private var places = [Int?](repeating: nil, count: ObservationColumn.allCases.count)

    /// - Returns: the header, or what is wrong with it, each with the place of the name: `nil` for the line as a whole.
    static func read(_ names: [String]) -> (header: ObservationHeader?, problems: [(place: Int?, reason: String)]) {
        var problems: [(place: Int?, reason: String)] = []
        var columns: [ObservationColumn?] = []
        /// Those that a name which is none was meant for.
        var meant: [String] = []
        for (place, name) in names.enumerated() {
            guard !ObservationColumn.passedOver.contains(name) else {
                columns.append(nil)
                continue
            }
            guard let column = ObservationColumn(rawValue: name) else {
                let hint = NearestName.hint(for: name, among: ObservationColumn.names)
                problems.append((place, "unknown column '\(name)'\(hint)"))
                if let nearest = NearestName.find(name, among: ObservationColumn.names) { meant.append(nearest) }
                continue
            }
            if columns.contains(column) {
                problems.append((place, "the column '\(name)' is there twice"))
            }
            columns.append(column)
        }
        guard columns.contains(where: { $0 != nil }) || !meant.isEmpty else {
            let all = ObservationColumn.names.joined(separator: ",")
            return (nil, [(nil, "the first line names no column; it must be a header of \(all)")])
        }
        for column in ObservationColumn.required where !columns.contains(column) && !meant.contains(column.rawValue) {
            let required = ObservationColumn.required.map(\.rawValue).joined(separator: ", ")
            problems.append((nil, "the column '\(column.rawValue)' is missing; required: \(required)"))
        }
        return (problems.isEmpty ? ObservationHeader(columns) : nil, problems)
    }

    private init(_ columns: [ObservationColumn?]) {
        self.columns = columns
        for (place, column) in columns.enumerated() {
            if let column { places[column.index] = place }
        }
    }

    /// The column's place in a record; `nil` where the file does not have it.
    subscript(column: ObservationColumn) -> Int? { places[column.index] }
}

extension ObservationColumn {
    fileprivate var index: Int {
        switch self {
        case .indicator: 0
        case .power: 1
        case .country: 2
        case .period: 3
        case .value: 4
        case .unit: 5
        case .status: 6
        case .reporter: 7
        case .released: 8
        case .source: 9
        case .note: 10
        }
    }
}
