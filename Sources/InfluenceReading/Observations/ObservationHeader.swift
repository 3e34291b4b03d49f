internal import InfluenceText

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
