/// A single word for a common expression.
enum CalendarShorthand: String {
    case minutely, hourly, daily, weekly, monthly, quarterly, yearly
    case annually, anually
    case semiannually, biannually
    case semiAnnually = "semi-annually"
    case biAnnually = "bi-annually"

    func apply(to result: inout CalendarExpression) {
        if self == .minutely { return }
        result.minute = CalendarField(0)
        if self == .hourly { return }
        result.hour = CalendarField(0)
        switch self {
        case .minutely, .hourly, .daily: return
        case .weekly:
            result.weekdays = [1]
            return
        case .monthly: break
        case .quarterly: result.month = CalendarField(1, 4, 7, 10)
        case .semiannually, .biannually, .semiAnnually, .biAnnually: result.month = CalendarField(1, 7)
        case .yearly, .annually, .anually: result.month = CalendarField(1)
        }
        result.day = CalendarField(1)
    }
}
