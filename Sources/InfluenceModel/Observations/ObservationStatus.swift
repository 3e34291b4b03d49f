/// Whether and how a value exists. Source: SDMX code list CL_OBS_STATUS.
package enum ObservationStatus: String, CaseIterable, Sendable {
    case normal = "A"
    case provisional = "P"
    case estimated = "E"
    /// A break in the series: not comparable with the periods before.
    case seriesBreak = "B"
    case missing = "O"
    /// Exists, but was not collected.
    case notCollected = "L"
    /// Cannot exist: leaves the denominator of coverage.
    case notApplicable = "M"
    /// Exists, but is withheld.
    case suppressed = "Q"

    /// Whether an observation of this status carries a value.
    package var hasValue: Bool {
        switch self {
        case .normal, .provisional, .estimated, .seriesBreak: true
        case .missing, .notCollected, .notApplicable, .suppressed: false
        }
    }
}
