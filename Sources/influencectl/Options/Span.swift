import ArgumentParser
import InfluenceModel

/// A span of time as people type it: an ISO 8601 duration in days, weeks, months or years, in any case and with or without
/// its `P`: `6M`, `2y`, `P90D`.
struct Span: ExpressibleByArgument {
    let duration: CalendarDuration

    init?(argument: String) {
        let text = argument.uppercased()
        guard let duration = CalendarDuration(text.hasPrefix("P") ? text : "P" + text), duration.isPositive,
            duration.isWholeDays
        else { return nil }
        self.duration = duration
    }
}
