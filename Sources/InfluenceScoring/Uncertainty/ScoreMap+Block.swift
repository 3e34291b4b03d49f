extension ScoreMap {
    @inline(__always)
    func callAsFunction(_ values: SIMD8<Double>) -> SIMD8<Double> {
        var scores = line(values)
        if let digits {
            for lane in 0..<8 { scores[lane] = decimallyRounded(scores[lane], digits: digits, ofSize: size) }
        }
        return scores
    }
}

extension LinearMap {
    @inline(__always)
    fileprivate func callAsFunction(_ values: SIMD8<Double>) -> SIMD8<Double> {
        if self == .identity { return values }
        var scores = base + (values - origin) * slope
        // NaN is neither.
        scores.replace(with: lower, where: scores .< lower)
        scores.replace(with: upper, where: scores .> upper)
        return scores
    }
}
