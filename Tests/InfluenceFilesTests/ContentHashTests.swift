import InfluenceFiles
import Testing

@Suite struct ContentHashTests {
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `Known answers of FIPS 180-4`(text: String, hash: String) {
        #expect(sha256Hex(text.utf8) == hash)
        #expect(sha256Hex(AnySequence(Array(text.utf8))) == hash)
        var incremental = ContentHash()
        for byte in text.utf8 { incremental.update([byte]) }
        #expect(incremental.finalize() == hash)
    }

    @Test func `Parts hash as the bytes they stand for, in order`() {
        var parts = ContentHash()
        var bytes: [UInt8] = []
        for number in 0..<5_000 as Range<UInt64> {
            let value = number &* 0x0123_4567_89AB_CDEF
            parts.update(value)
            bytes += (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
            if number % 700 == 0 {
                parts.update(framed: "é\(number)")
                let text = Array("é\(number)".utf8)
                bytes += [UInt8(text.count), 0, 0, 0, 0, 0, 0, 0] + text
            }
            if number % 900 == 0 {
                parts.update([1, 2, 3])
                bytes += [1, 2, 3]
            }
        }
        #expect(parts.finalize() == sha256Hex(bytes))
    }

    @Test func `Framed texts cannot be shifted against each other`() {
        func hash(_ texts: [String]) -> String {
            var hash = ContentHash()
            for text in texts { hash.update(framed: text) }
            return hash.finalize()
        }
        #expect(hash(["ab", "c"]) != hash(["a", "bc"]))
    }
}
