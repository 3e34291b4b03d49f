import InfluenceTestKit

extension SplitMix {
    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
    mutating func pick(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

/// Writes calendar expressions that use all of the notation; most of them are valid.
struct ExpressionGenerator {
    var random: SplitMix
    /// Whether seconds are always 0, so that every elapse is on a full minute.
    var onlyMinutes = false

    static let zones = [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Almaty", "Asia/Tehran", "Australia/Lord_Howe",
        "Europe/Dublin",
        "America/Nuuk", "Africa/Casablanca", "Asia/Gaza", "Pacific/Apia", "America/St_Johns", "Asia/Kathmandu", "EST",
        "America/Sao_Paulo", "Antarctica/Troll", "Asia/Tashkent", "Pacific/Chatham",
    ]

    init(seed: UInt64) { random = SplitMix(seed) }

    mutating func expression() -> String {
        var text: String
        if random.chance(8) {
            text = random.pick([
                "minutely", "hourly", "daily", "Monthly", "weekly", "yearly", "QUARTERLY", "semiannually", "annually",
                "anually", "biannually", "bi-annually", "semi-annually",
            ])
            if onlyMinutes, text == "minutely" { text = "hourly" }
        } else if random.chance(3), !onlyMinutes {
            text = "@\(random.pick(0...4_000_000_000))"
        } else {
            var parts: [String] = []
            if random.chance(35) { parts.append(weekdays()) }
            if random.chance(65) { parts.append(date()) }
            if parts.isEmpty || random.chance(75) { parts.append(time()) }
            text = parts.joined(separator: random.chance(5) ? "  " : " ")
        }
        if random.chance(60) { text += " " + random.pick(Self.zones) }
        return text
    }

    /// The expression with a character or two changed, most of the time into something invalid.
    mutating func damaged() -> String {
        let alphabet = Array("0123456789*:-~,./ MonTuesdayUTC@")
        var characters = Array(expression())
        for _ in 0..<random.pick(1...2) {
            let index = random.pick(0...characters.count - 1)
            switch random.pick(0...2) {
            case 0: characters[index] = random.pick(alphabet)
            case 1 where characters.count > 1: characters.remove(at: index)
            default: characters.insert(random.pick(alphabet), at: index)
            }
        }
        // A leading - would be an option.
        return characters.first == "-" ? "*" + String(characters) : String(characters)
    }

    private mutating func weekdays() -> String {
        let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
        var items: [String] = []
        for _ in 0..<random.pick(1...3) {
            let first = random.pick(0...6)
            var item = weekday(names[first])
            if random.chance(40) {
                item += random.pick(["..", "..", "-"]) + weekday(names[random.pick(first...6)])
            }
            items.append(item)
        }
        return items.joined(separator: ",") + (random.chance(5) ? "," : "")
    }

    private mutating func weekday(_ name: String) -> String {
        let text = random.chance(70) ? String(name.prefix(3)) : name
        return random.pick([text, text, text.lowercased(), text.uppercased()])
    }

    private mutating func date() -> String {
        let fromEnd = random.chance(25)
        let day = fromEnd ? lastDays() : list(1...31, any: 35)
        let monthDay = list(1...12, any: 60) + (fromEnd ? "~" : "-") + day
        return random.chance(30) ? monthDay : year() + "-" + monthDay
    }

    private mutating func year() -> String {
        if random.chance(60) { return "*" }
        return random.chance(15) ? "\(random.pick(0...99))" : list(2019...2045, any: 0)
    }

    /// Small enough that systemd's shrinking range does not matter.
    private mutating func lastDays() -> String {
        switch random.pick(0...3) {
        case 0: return "\(random.pick(1...28))"
        case 1: return "\(random.pick(1...8)),\(random.pick(1...15))"
        case 2:
            return "\(random.pick(1...6))..\(random.pick(7...20))" + (random.chance(40) ? "/\(random.pick(1...9))" : "")
        default: return "\(random.pick(5...20))/\(random.pick(1...4))"
        }
    }

    private mutating func time() -> String {
        let text = list(0...23, any: 30) + ":" + list(0...59, any: 15)
        if onlyMinutes { return text + (random.chance(20) ? ":00" : "") }
        return random.chance(55) ? text : text + ":" + seconds()
    }

    private mutating func seconds() -> String {
        switch random.pick(0...5) {
        case 0: "*"
        case 1, 2: list(0...59, any: 0)
        case 3: decimal(0...59) + "/" + decimal(1...20)
        case 4: "\(random.pick(0...20))..\(random.pick(30...59))" + (random.chance(50) ? "/" + decimal(1...9) : "")
        default: decimal(0...59) + "," + decimal(0...59)
        }
    }

    private mutating func decimal(_ range: ClosedRange<Int>) -> String {
        let whole = "\(random.pick(range))"
        guard random.chance(60) else { return whole }
        return whole + "." + String(random.pick(0...99_999_999)).prefix(random.pick(1...8))
    }

    private mutating func list(_ range: ClosedRange<Int>, any: Int) -> String {
        if random.chance(any) { return "*" }
        var items: [String] = []
        for _ in 0..<(random.chance(60) ? 1 : random.pick(2...4)) { items.append(item(range)) }
        return items.joined(separator: ",")
    }

    private mutating func item(_ range: ClosedRange<Int>) -> String {
        let first = random.pick(range)
        let padding = first < 10 && random.chance(50) ? "0" : ""
        var text = "\(padding)\(first)"
        if random.chance(25) { text += "..\(random.pick(first...range.upperBound))" }
        if random.chance(25) { text += "/\(random.pick(1...max(2, range.count / 3)))" }
        return text
    }
}
