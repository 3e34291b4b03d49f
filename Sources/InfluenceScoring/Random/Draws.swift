/// The point of one uncertain factor in one replication: a single number, or as many as the factor needs.
package struct Draws: Hashable, Sendable {
    /// Which sample of replications: numbers of one are independent of those of another.
    package enum Sample: UInt64, Sendable {
        case replications = 0
        /// The two matrices of a Saltelli design.
        case first = 1
        case second = 2
    }

    private let random: Philox
    private let replication: UInt64
    private let stream: UInt64

    /// - Parameter factor: 0..<65536.
    package init(_ random: Philox, _ sample: Sample, replication: Int, factor: Int) {
        self.random = random
        self.replication = UInt64(truncatingIfNeeded: replication)
        stream = sample.rawValue << 48 | UInt64(truncatingIfNeeded: factor & 0xFFFF) << 32
    }

    /// Uniform in [0, 1): the factor's point where one number is all there is to it.
    package var uniform: Double { pair(0).0 }

    /// The numbers 2n and 2n + 1 of the factor's stream, uniform in [0, 1).
    @inline(__always)
    package func pair(_ number: Int) -> (Double, Double) {
        random.uniforms(replication: replication, stream: stream | UInt64(truncatingIfNeeded: number & 0xFFFF_FFFF))
    }

    /// The option of `count` that the point falls on: [0, 1) cut into equal parts.
    func option(of count: Int) -> Int {
        count < 2 ? 0 : min(count - 1, Int(uniform * Double(count)))
    }
}
