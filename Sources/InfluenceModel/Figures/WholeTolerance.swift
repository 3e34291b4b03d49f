/// What rounding may add to the parts of a whole, the shares of one country or the partners of a total, where nobody says
/// otherwise. Beyond it aggregates, or codes that say the same twice, are among the parts.
package enum WholeTolerance {
    /// Per cent of the whole.
    package static let percent = 0.5
    /// The same as a part of 1.
    package static let share = percent / 100
}
