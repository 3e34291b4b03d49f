import InfluenceFiles
import InfluenceModelFiles
import InfluenceTestKit
import Testing

@Suite struct ModelMutationTests {
    @Test func `Random damage never traps, and is reported inside the file`() {
        var random = SplitMix(3)
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
        var random = SplitMix(4)
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
