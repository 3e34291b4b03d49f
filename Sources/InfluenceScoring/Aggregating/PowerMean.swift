package import InfluenceModel

/// `power`: (sum w x^p / sum w)^(1/p), the generalised mean, between the smallest and the largest child and rising with p; of
/// p = 0 the geometric mean. Refuses x < 0, and 0 where p <= 0. Source: OECD/JRC Handbook (2008), step 6; COINr `a_genmean`, which gives no value as
/// soon as one child is missing where its manual says that they are skipped.
package struct PowerMean: AggregationMethod {
    package static let name = "power"
    package static let edition = 3
    package static let isMean = true
    package static let form = MethodForm(.numbers(["exponent"]), example: "{power: 0.5}")

    package let exponent: Double

    package var text: String { "power mean of its parts, exponent \(figure(exponent))" }
    package var domain: AggregationDomain { exponent > 0 ? .notNegative : .positive }
    package var quasiArithmetic: QuasiArithmetic? { QuasiArithmetic(exponent: exponent) }
    package var needs: String {
        exponent > 0
            ? "a power mean takes no negative values" : "a power mean of an exponent of 0 or less needs values above 0"
    }

    package func write(into definition: inout DefinitionBytes) {
        definition.field("exponent", exponent)
    }

    package func add(_ children: [Child], to sum: inout [Double], _ present: inout [Double]) {
        // The limit for an exponent that nears 0.
        guard exponent != 0 else { return Geometric().add(children, to: &sum, &present) }
        Self.combine(children, exponent: exponent, to: &sum, &present)
    }

    package func finish(_ sum: inout [Double], _ present: [Double]) {
        guard exponent != 0 else { return Geometric().finish(&sum, present) }
        Sums.finish(&sum, present) { value, _ in value }
    }

    static func combine(_ children: [Child], exponent: Double, to sum: inout [Double], _ present: inout [Double]) {
        let weights = children.map(\.weight)
        CellWise.combine(children, to: &sum, &present) { values, places in
            // The mean of x is m times the mean of x / m: with the child that dominates for m, no power is above 1, so
            // that none overflows and the largest doesn't underflow. Kept as differences from 1, an exponent near 0 leaves
            // no less precision.
            var most = exponent > 0 ? -Double.infinity : .infinity
            for place in places where exponent > 0 ? values[place] > most : values[place] < most {
                most = values[place]
            }
            guard most > 0 else { return most }
            var (total, weight) = (0.0, 0.0)
            for (column, place) in places.enumerated() where !values[place].isNaN {
                total += weights[column] * Elementary.expm1(exponent * Elementary.log(values[place] / most))
                weight += weights[column]
            }
            return most * Elementary.exp(Elementary.log1p(total / weight) / exponent)
        }
    }
}

extension PowerMean {
    package init(_ given: MethodArguments) {
        self.init(exponent: given.number("exponent"))
    }
}

extension Aggregation {
    package static func power(exponent: Double) -> Self { Self(PowerMean(exponent: exponent)) }
}
