import Glibc

/// Prints lines as they are measured, and in the end how many budgets are kept.
struct BenchmarkTable {
    private var lines: [BenchmarkLine] = []
    private var failures = 0

    private static let widths = [-64, 10, 7, 11, 6]

    init() {
        print(Machine.description)
        row(["", "measured", "", "budget", "ratio"])
    }

    /// Measures a part of the table. What cannot be measured is said, and the rest goes on.
    mutating func measure(_ title: String, _ part: (_ report: (BenchmarkLine) -> Void) throws -> Void) {
        print("\n\(title)")
        var measured: [BenchmarkLine] = []
        do {
            try part { line in
                measured.append(line)
                show(line)
            }
        } catch {
            failures += 1
            print("  not measured: \(error)")
        }
        lines += measured
    }

    func summarise() {
        let budgeted = lines.filter { $0.budget != nil }
        let missed = budgeted.filter { !$0.isKept }
        print("\n\(budgeted.count - missed.count) of \(budgeted.count) budgets kept", terminator: "")
        print(failures == 0 ? "." : "; \(failures) parts could not be measured.")
        for line in missed { print("  missed: \(line.name)") }
    }

    private func show(_ line: BenchmarkLine) {
        let budget =
            switch line.budget {
            case .atMost(let limit): "<= " + Self.figure(limit)
            case .atLeast(let limit): ">= " + Self.figure(limit)
            case nil: ""
            }
        let ratio = line.ratio.map { Self.decimals($0, 2) } ?? ""
        row(["  " + line.name, Self.figure(line.measured), line.unit, budget, line.isKept ? ratio : ratio + " MISSED"])
    }

    /// A negative width sets the text to the left.
    private func row(_ fields: [String]) {
        var text = ""
        for (field, width) in zip(fields, Self.widths) {
            let padding = String(repeating: " ", count: max(0, abs(width) - field.count))
            text += (width < 0 || field == fields[2] ? field + padding : padding + field) + " "
        }
        print(text)
        fflush(nil)
    }

    private static func figure(_ value: Double) -> String {
        switch abs(value) {
        case 1_000...: grouped(Int(value.rounded()))
        case 100...: decimals(value, 0)
        case 10...: decimals(value, 1)
        default: decimals(value, 2)
        }
    }

    private static func grouped(_ value: Int) -> String {
        let (thousands, rest) = value.quotientAndRemainder(dividingBy: 1_000)
        guard thousands > 0 else { return "\(rest)" }
        let digits = "\(rest)"
        return grouped(thousands) + "," + String(repeating: "0", count: 3 - digits.count) + digits
    }

    private static func decimals(_ value: Double, _ count: Int) -> String {
        let scale = (0..<count).reduce(1) { scale, _ in scale * 10 }
        let scaled = Int((value * Double(scale)).rounded())
        guard count > 0 else { return "\(scaled)" }
        let fraction = "\(scaled % scale)"
        return "\(scaled / scale)." + String(repeating: "0", count: count - fraction.count) + fraction
    }
}
