import InfluenceControl
import InfluenceTestKit

/// Texts, numbers and JSON values of every kind.
extension SplitMix {
    mutating func integer(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) } }

    mutating func text() -> String {
        var text = ""
        for _ in 0..<integer(0...12) {
            let limit: UInt32 = [0x20, 0x80, 0x800, 0x1_0000, 0x11_0000].randomElement(using: &self) ?? 0x80
            if let scalar = Unicode.Scalar(UInt32.random(in: 0..<limit, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// Any finite double, small and large exponents alike.
    mutating func double() -> Double {
        while true {
            let value = Double(bitPattern: next())
            if value.isFinite { return value }
        }
    }

    mutating func value(depth: Int = 0) -> JSONValue {
        switch integer(0...(depth < 4 ? 7 : 5)) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &self))
        case 2: return .integer(Int64(bitPattern: next()))
        case 3: return .integer(Int64(integer(-10...10)))
        case 4: return .number(double())
        case 5: return .string(text())
        case 6: return .array((0..<integer(0...5)).map { _ in value(depth: depth + 1) })
        default:
            var object = JSONObject()
            for _ in 0..<integer(0...20) { object[text()] = value(depth: depth + 1) }
            return .object(object)
        }
    }
}
