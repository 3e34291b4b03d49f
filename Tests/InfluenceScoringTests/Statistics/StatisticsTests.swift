import InfluenceTestKit
import Testing

@testable import InfluenceScoring

@Suite struct StatisticsTests {
    /// |a - b| to 1e-12 of the larger.
    private func isClose(_ left: Double?, _ right: Double?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return abs(left - right) <= 1e-12 * max(1, abs(left), abs(right))
    }

    @Test func `Figures of a sample are those of R`() {
        let sample = Sample([1, 2, .nan, 3, 4, 10])
        #expect(sample.count == 5)
        #expect(sample.mean == 4)
        #expect(sample.median == 3)
        #expect(isClose(sample.sd, 12.5.squareRoot()))
        #expect(sample.quantile(0.25) == 2)
        #expect(isClose(sample.quantile(0.9), 7.6))
        #expect(sample.quantile(0) == 1 && sample.quantile(1) == 10)
        // e1071::skewness(type = 2), kurtosis(type = 2)
        #expect(isClose(sample.skewness, 1.6970562748477143))
        #expect(isClose(sample.kurtosis, 3.152))
    }

    @Test func `What is undefined is nil, never a trap`() {
        #expect(Sample([]).mean == nil && Sample([]).median == nil && Sample([]).min == nil)
        #expect(Sample([1]).sd == nil && Sample([1, 2]).skewness == nil && Sample([1, 2, 3]).kurtosis == nil)
        let equal = Sample([0.1, 0.1, 0.1, 0.1])
        #expect(equal.sd == 0 && equal.skewness == nil && equal.kurtosis == nil)
        let infinite = Sample([1, 2, .infinity, 4])
        #expect(infinite.mean == nil && infinite.sd == nil && infinite.skewness == nil)
        for kind in Correlation.allCases {
            #expect(kind([], []) == nil && kind([1], [2]) == nil)
            #expect(kind([1, 1, 1], [1, 2, 3]) == nil)
            #expect(kind([1, .nan, 3], [.nan, 2, 3]) == nil)
        }
        #expect(Eigen([[.nan]]) == nil && Eigen([]) == nil)
    }

    @Test func `Figures stand far from zero and near the ends of the range of numbers`() {
        let base = [1.0, 2, 4, 8, 16]
        for factor in [1e-150, 1, 1e150] {
            #expect(isClose(Sample(base.map { $0 * factor }).skewness, Sample(base).skewness))
            #expect(isClose(Sample(base.map { $0 * factor }).kurtosis, Sample(base).kurtosis))
        }
        let far = Sample(base.map { $0 + 1e9 })
        #expect(abs((far.sd ?? 0) - (Sample(base).sd ?? 1)) < 1e-6)
    }

    @Test func `Correlations are those of R, over the cells in which both have a value`() {
        let x = [1, 2, 3, 4, 5, Double.nan, 7]
        let y = [2, 1, 4, 4, 7, 100, .nan]
        #expect(isClose(Correlation.pearson(x, y), 13 / 212.0.squareRoot()))
        #expect(isClose(Correlation.spearman(x, y), 0.8720815992723809))
        #expect(isClose(Correlation.kendall(x, y), 0.7378647873726218))
        for kind in Correlation.allCases {
            #expect(isClose(kind(x, x), 1))
            #expect(isClose(kind(x, x.map { -$0 }), -1))
        }
    }

    @Test func `Kendall's tau equals the count over all pairs`() {
        var random = SplitMix(3)
        for _ in 0..<50 {
            let count = Int.random(in: 2...40, using: &random)
            let xs = (0..<count).map { _ in Double(Int.random(in: 0...6, using: &random)) }
            let ys = (0..<count).map { _ in Double(Int.random(in: 0...6, using: &random)) }
            var (difference, left, right) = (0.0, 0.0, 0.0)
            for first in 0..<count {
                for second in 0..<first {
                    let dx = xs[first] - xs[second]
                    let dy = ys[first] - ys[second]
                    difference += dx * dy > 0 ? 1 : dx * dy < 0 ? -1 : 0
                    left += dx != 0 ? 1 : 0
                    right += dy != 0 ? 1 : 0
                }
            }
            let expected = left > 0 && right > 0 ? difference / (left * right).squareRoot() : nil
            #expect(isClose(Correlation.kendall(xs, ys), expected))
        }
    }

    @Test func `Eigenvectors rebuild their matrix and are orthonormal`() throws {
        var random = SplitMix(7)
        for count in 1...12 {
            var matrix = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
            for row in 0..<count {
                for column in 0...row {
                    matrix[row][column] = Double.random(in: -1...1, using: &random)
                    matrix[column][row] = matrix[row][column]
                }
            }
            let eigen = try #require(Eigen(matrix))
            #expect(eigen.values == eigen.values.sorted(by: >))
            for row in 0..<count {
                for column in 0..<count {
                    var (element, product) = (0.0, 0.0)
                    for position in 0..<count {
                        element +=
                            eigen.values[position] * eigen.vectors[position][row]
                            * eigen.vectors[position][column]
                        product += eigen.vectors[row][position] * eigen.vectors[column][position]
                    }
                    #expect(abs(element - matrix[row][column]) < 1e-13)
                    #expect(abs(product - (row == column ? 1 : 0)) < 1e-13)
                }
            }
        }
    }
}
