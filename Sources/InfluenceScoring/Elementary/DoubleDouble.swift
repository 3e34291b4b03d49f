/// A number as the sum of two doubles, the second of which is small against the first.
/// Source: Dekker, "A floating-point technique for extending the available precision" (1971).
struct DoubleDouble {
    let head: Double
    let tail: Double

    @inline(__always)
    init(_ head: Double, _ tail: Double) {
        self.head = head
        self.tail = tail
    }

    /// The double nearest to the sum.
    @inline(__always)
    var value: Double { head + tail }

    /// a + b without error, for |a| >= |b| or a = 0.
    @inline(__always)
    static func ordered(_ a: Double, _ b: Double) -> DoubleDouble {
        let sum = a + b
        return DoubleDouble(sum, (a - sum) + b)
    }

    /// a + b without error (Knuth).
    @inline(__always)
    static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
        let sum = a + b
        let second = sum - a
        return DoubleDouble(sum, (a - (sum - second)) + (b - second))
    }

    /// The upper 26 bits, and the rest.
    @inline(__always)
    static func cut(_ a: Double) -> DoubleDouble {
        let upper = Double(bitPattern: a.bitPattern & 0xFFFF_FFFF_F800_0000)
        return DoubleDouble(upper, a - upper)
    }

    /// The product but for some 2^-76 of it, its head exact, its tail within 2^-24 of it.
    /// - Parameter factor: Its head has at most 27 bits; its tail is the rest.
    @inline(__always)
    func times(_ factor: DoubleDouble) -> DoubleDouble {
        let head = Self.cut(head)
        return DoubleDouble(
            head.head * factor.head,
            head.head * factor.tail + (head.tail + tail) * (factor.head + factor.tail)
        )
    }
}
