import InfluenceFiles
import InfluenceModelFiles
import Testing

@Suite struct ModelMutationTests {
    @Test func `Random damage never traps, and is reported inside the file`() {
        var random = TestRandom(seed: 3)
        let bytes = Array(sampleModel.utf8)
        let pieces = [
            "{", "}", "[", "]", ":", "- ", "\n", "  ", "'", "\"", "|", ">", "&a ", "*a", "!x ", "#", "?", "~", "0",
            "-1",
            "index", "economic", "trade_share", "null", "é", "\u{FEFF}", "\t", "%", "---\n", ",",
        ].map { Array($0.utf8) }
        for _ in 0..<500 {
            var damaged = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let start = Int.random(in: 0..<damaged.count, using: &random)
                let end = min(damaged.count, start + Int.random(in: 0...12, using: &random))
                let piece = pieces.randomElement(using: &random) ?? []
                damaged.replaceSubrange(start..<end, with: piece)
            }
            check(String(decoding: damaged, as: UTF8.self))
        }
    }

    @Test func `Random text never traps, and is reported inside the file`() {
        var random = TestRandom(seed: 4)
        for _ in 0..<500 {
            let count = Int.random(in: 0...200, using: &random)
            check(String(decoding: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, as: UTF8.self))
        }
    }

    private func check(_ text: String) {
        do throws(DiagnosticList) {
            _ = try ModelFiles.load(sources: [ModelSource(name: "m", text: text)])
        } catch {
            let lines = text.utf8.count { $0 == 0x0A || $0 == 0x0D } + text.unicodeScalars.count { $0.value > 0x7F } + 2
            for diagnostic in error.diagnostics {
                #expect((1...lines).contains(diagnostic.position.line), "\(diagnostic)")
                #expect((1...text.unicodeScalars.count + 1).contains(diagnostic.position.column), "\(diagnostic)")
                #expect(!diagnostic.message.isEmpty)
            }
            #expect(error.diagnostics == error.diagnostics.sorted())
            #expect(!error.diagnostics.isEmpty)
        }
    }
}

/// SplitMix64: the same sequence on every machine.
struct TestRandom: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
