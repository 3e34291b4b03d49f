internal import InfluenceModel

extension Double {
    /// A flow over `period` at the length of a year: x 12 / months for a whole number of months, else x 365.25 / days.
    func annualised(from period: Period) -> Double {
        let months = period.lengthInMonths
        return months == 12 ? self : self * 12 / months
    }
}
