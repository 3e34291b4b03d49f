import ArgumentParser
import InfluenceControl

/// `economic=0.5`
struct WeightAssumption: ExpressibleByArgument, Equatable {
    let node: String
    let weight: Double

    init?(argument: String) {
        guard let (node, weight) = split(argument) else { return nil }
        self.node = node
        self.weight = weight
    }
}

/// `trade_share:CHN=30`, `trade_share:CHN:UZB=30`, `gdp_growth=4`, `gdp_growth::UZB=4`
struct ValueAssumption: ExpressibleByArgument, Equatable {
    let indicator: String
    let power: String?
    let country: String?
    let value: Double

    init?(argument: String) {
        guard let (name, value) = split(argument) else { return nil }
        let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts[0].isEmpty, parts.last?.isEmpty == false else { return nil }
        indicator = parts[0]
        power = parts.count > 1 && !parts[1].isEmpty ? upperCased(parts[1]) : nil
        country = parts.count > 2 ? upperCased(parts[2]) : nil
        self.value = value
    }

    var change: IndexInterface.ValueChange {
        .init(indicator: indicator, power: power, country: country, value: value)
    }
}

/// What stands before the equals sign, and the finite number behind it.
private func split(_ argument: String) -> (String, Double)? {
    let parts = argument.split(separator: "=", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, let value = Double(String(parts[1])), value.isFinite else { return nil }
    return (String(parts[0]), value)
}
