import InfluenceControl
import Testing

@testable import influencectl

@Suite struct MessagePiecesTests {
    private static let texts = [
        "", "plain,text\n", "\"quoted\",\"line\nbreak\"\r\n", "Қазақстан,Ўзбекистон,Тоҷикистон\n",
        "\u{1}\u{2}\u{0}\t\\",
        "a😀b😀c",
    ]

    @Test(arguments: texts, [8, 9, 16, 1_000])
    func `Pieces join to the whole, cut no character, and fit as JSON`(text: String, limit: Int) throws {
        let bytes = Array(String(repeating: text, count: 7).utf8)
        let pieces = messagePieces(of: bytes, limit: limit)
        #expect(pieces.flatMap { bytes[$0] } == bytes)
        for piece in pieces {
            #expect(!piece.isEmpty)
            #expect(invalidUTF8(in: Array(bytes[piece])) == nil)
            let quoted = JSONValue.string(String(decoding: bytes[piece], as: UTF8.self)).description
            #expect(quoted.utf8.count - 2 <= limit)
        }
    }

    @Test func `A file of many megabytes is cut into messages below the daemon's limit`() {
        let bytes = Array(String(repeating: "trade,\"CHN\",KAZ,2023,1.5\n", count: 200_000).utf8)
        let pieces = messagePieces(of: bytes)
        #expect(pieces.count == 6)
        for piece in pieces {
            let call = Call(
                "org.influenced.Admin.Upload",
                ["upload": "0123456789", "text": .string(String(decoding: bytes[piece], as: UTF8.self))]
            )
            #expect(call.message().count < 1 << 20)
        }
    }

    @Test(
        arguments: [
            ([0x61, 0xFF], 1, 2), ([0x61, 0x0A, 0xC3], 2, 1), ([0xE2, 0x82, 0x41], 1, 1), ([0xED, 0xA0, 0x80], 1, 1),
            ([0xC0, 0x80], 1, 1), ([0xF4, 0x90, 0x80, 0x80], 1, 1), ([0x0A, 0x0A, 0x62, 0x80], 3, 2),
        ] as [([UInt8], Int, Int)]
    )
    func `What is not UTF-8 is found`(bytes: [UInt8], line: Int, column: Int) {
        let place = invalidUTF8(in: bytes)
        #expect(place?.line == line)
        #expect(place?.column == column)
    }
}
