/// Whether and how a value exists. Source: SDMX code list CL_OBS_STATUS.
package enum ObservationStatus: String, CaseIterable, Sendable {
    case normal = "A"
    /// Not comparable with the periods before.
    case seriesBreak = "B"
    case definitionDiffers = "D"
    case estimated = "E"
    case forecast = "F"
    case experimental = "G"
    /// A day or week on which there is nothing to be observed.
    case holiday = "H"
    case imputed = "I"
    case derogation = "J"
    /// Its figure is included in that of another category.
    case includedElsewhere = "K"
    /// Exists, but was not collected.
    case notCollected = "L"
    /// Cannot exist: leaves the denominator of coverage.
    case notApplicable = "M"
    case notSignificant = "N"
    case missing = "O"
    case provisional = "P"
    /// Exists, but is withheld.
    case suppressed = "Q"
    /// A strike or another special event.
    case specialEvent = "S"
    case lowReliability = "U"
    case unvalidated = "V"
    case includesOthers = "W"

    /// Whether an observation of this status carries a value.
    package var hasValue: Bool {
        switch self {
        case .normal, .seriesBreak, .definitionDiffers, .estimated, .forecast, .experimental, .imputed, .derogation,
            .notSignificant, .provisional, .specialEvent, .lowReliability, .unvalidated, .includesOthers:
            true
        case .holiday, .includedElsewhere, .notCollected, .notApplicable, .missing, .suppressed: false
        }
    }

    /// In a few words, for people.
    package var meaning: String {
        switch self {
        case .normal: "normal"
        case .seriesBreak: "break in the series"
        case .definitionDiffers: "definition differs"
        case .estimated: "estimated"
        case .forecast: "forecast"
        case .experimental: "experimental"
        case .holiday: "holiday"
        case .imputed: "imputed"
        case .derogation: "derogation"
        case .includedElsewhere: "included in another category"
        case .notCollected: "not collected"
        case .notApplicable: "cannot exist"
        case .notSignificant: "not significant"
        case .missing: "missing"
        case .provisional: "provisional"
        case .suppressed: "suppressed"
        case .specialEvent: "special event"
        case .lowReliability: "low reliability"
        case .unvalidated: "unvalidated"
        case .includesOthers: "includes another category"
        }
    }

    /// The letters of those with, or without, a value: `A, B, D and E`.
    package static func letters(withValue: Bool) -> String {
        let letters = allCases.filter { $0.hasValue == withValue }.map(\.rawValue)
        return letters.dropLast().joined(separator: ", ") + " and " + (letters.last ?? "")
    }
}
