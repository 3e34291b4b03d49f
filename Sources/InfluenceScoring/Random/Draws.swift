/// The point of one uncertain choice in one replication: a number for each element of the model that the choice is about,
/// and one for the choice itself.
///
/// Common random numbers: an element is known by the hash of its definition, so that its number depends on no other
/// element, on no data, and on no position. Source: Glasserman and Yao, "Some guidelines and guarantees for common random
/// numbers", Management Science 38 (1992).
package struct Draws: Hashable, Sendable {
    /// Which sample of replications: numbers of one are independent of those of another.
    package enum Sample: UInt64, Sendable {
        case replications = 0
        /// The two matrices of a Saltelli design.
        case first = 1
        case second = 2
    }

    private let random: Philox
    /// Of the choice's blocks of random bits, one an element.
    let counter: UInt64
    /// Two choices share a block of random bits.
    private let takesSecond: Bool

    /// - Parameters:
    ///   - replication: 0..<2^32.
    ///   - factor: 0..<131072.
    package init(_ random: Philox, _ sample: Sample, replication: Int, factor: Int) {
        self.random = random
        counter =
            sample.rawValue << 48 | UInt64(truncatingIfNeeded: (factor >> 1) & 0xFFFF) << 32
            | UInt64(truncatingIfNeeded: replication & 0xFFFF_FFFF)
        takesSecond = factor & 1 == 1
    }

    /// Uniform in [0, 1): the choice's own point, where it is about no element.
    package var uniform: Double { uniform(of: 0) }

    /// The element's number, uniform in [0, 1).
    /// - Parameter element: The hash of its definition.
    @inline(__always)
    package func uniform(of element: UInt64) -> Double {
        let numbers = pair(of: element)
        return takesSecond ? numbers.1 : numbers.0
    }

    /// The element's numbers of this choice's factor rounded down to an even one, and of the next.
    @inline(__always)
    func pair(of element: UInt64) -> (Double, Double) {
        random.uniforms(replication: counter, stream: element)
    }

    /// The option of `count` that the point falls on: [0, 1) cut into equal parts.
    func option(of count: Int, element: UInt64 = 0) -> Int {
        count < 2 ? 0 : min(count - 1, Int(uniform(of: element) * Double(count)))
    }
}
