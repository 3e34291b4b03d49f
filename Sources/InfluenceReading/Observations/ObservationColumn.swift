/// The columns of the observation format, in the order in which they are written.
enum ObservationColumn: String, CaseIterable {
    case indicator, power, country, period, value, unit, status, reporter, released, source, note

    /// Columns of exports that mean nothing here.
    static let passedOver = ["recorded_at"]
    static let required: [ObservationColumn] = [.indicator, .period, .value]
    static let names = allCases.map(\.rawValue)
}

extension ObservationColumn {
    /// Its place among all.
    var index: Int {
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
